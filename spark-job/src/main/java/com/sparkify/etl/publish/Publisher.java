package com.sparkify.etl.publish;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.dayofmonth;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import com.sparkify.etl.lake.ObjectStore;
import com.sparkify.etl.lake.State;
import com.sparkify.etl.lake.StoredObject;
import com.sparkify.etl.table.Commits;
import com.sparkify.etl.table.Days;
import com.sparkify.etl.table.Partitions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Publishes the star schema as JSON files: one object a partition, at a fixed key, replaced whole. What to write follows
 * from how the tables differ from the snapshots last published completely, so a publish cut short is finished by the next.
 */
public final class Publisher {
    private static final Map<String, String> JSON_OPTIONS =
            Map.of("ignoreNullFields", "false", "timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", "timeZone", "UTC");

    private final Commits tables;
    private final ObjectStore lake;
    private final String root;

    /** @param root the keys' beginning, such as {@code json/} */
    public Publisher(Commits tables, ObjectStore lake, String root) {
        this.tables = tables;
        this.lake = lake;
        this.root = root;
    }

    /**
     * Publishes whatever changed since {@code state}.
     *
     * @return for each table the snapshot that is now published
     */
    public Map<String, Long> catchUp(State state) {
        Map<String, Long> upTo = new HashMap<>();
        List<Dataset<Row>> lines = new ArrayList<>();
        Set<String> stale = new HashSet<>();
        for (PublishedTable table : PublishedTable.ALL) {
            Optional<Long> base = state.snapshot(table.consumer());
            Optional<Long> now = tables.snapshot(table.name());
            if (now.isPresent() && !now.equals(base)) {
                upTo.put(table.consumer(), now.get());
                stale.addAll(collect(table, base, lines));
            }
        }
        if (!lines.isEmpty()) {
            stale.removeAll(write(lines.stream().reduce(Dataset::union).get()));
            lake.delete(stale);
        }
        return upTo;
    }

    /** Adds the lines to write to {@code lines}; gives the keys that must go unless they are written. */
    private Set<String> collect(PublishedTable table, Optional<Long> base, List<Dataset<Row>> lines) {
        Dataset<Row> rows = tables.read(table.name());
        if (!table.isByDay()) {
            lines.add(lines(table, rows, lit(root + table.file())));
            return Set.of(root + table.file());
        }
        Optional<Set<LocalDate>> changed =
                base.isEmpty() ? Optional.empty() : Partitions.changedSince(tables, table.name(), base);
        Column time = col("start_time");
        Column path = concat(
                lit(root + table.folder() + "year="),
                functions.year(time),
                lit("/month="),
                functions.month(time),
                lit("/day="),
                dayofmonth(time),
                lit("/" + table.fileName()));
        if (changed.isEmpty()) {
            lines.add(lines(table, rows, path));
            Set<String> existing = new HashSet<>();
            lake.list(root + table.folder()).stream().map(StoredObject::key).forEach(existing::add);
            return existing;
        }
        lines.add(lines(table, rows.where(Days.contain(time, changed.get())), path));
        Set<String> keys = new HashSet<>();
        changed.get().forEach(day -> keys.add(root + table.file(day)));
        return keys;
    }

    private static Dataset<Row> lines(PublishedTable table, Dataset<Row> rows, Column path) {
        Column[] columns = table.columns().stream().map(functions::col).toArray(Column[]::new);
        Column time = table.isByDay() ? col("start_time") : lit(null).cast("timestamp");
        return rows.select(
                path.as("path"),
                time.as("time"),
                col(table.columns().get(0)).cast("string").as("id"),
                to_json(struct(columns), JSON_OPTIONS).as("line"));
    }

    private Set<String> write(Dataset<Row> lines) {
        return new HashSet<>(lines.repartition(col("path"))
                .sortWithinPartitions("path", "time", "id")
                .mapPartitions(new FileWriter(lake), Encoders.STRING())
                .collectAsList());
    }
}
