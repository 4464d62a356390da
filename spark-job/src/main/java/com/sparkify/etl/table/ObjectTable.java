package com.sparkify.etl.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.to_date;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A table of what each object contributes, cut into cells (days or shards) that can be replaced whole. Replacing an
 * object's contribution is one commit that rewrites only the cells in which it differs from what was there.
 */
public final class ObjectTable {
    private final Commits tables;
    private final String name;
    private final Column cell;
    private final Function<List<Row>, Column> cellsContain;

    private ObjectTable(Commits tables, String name, Column cell, Function<List<Row>, Column> cellsContain) {
        this.tables = tables;
        this.name = name;
        this.cell = cell;
        this.cellsContain = cellsContain;
    }

    /** A table partitioned by the day of {@code start_time}. */
    public static ObjectTable byDay(Commits tables, String name) {
        Column time = col("start_time");
        return new ObjectTable(tables, name, to_date(time), cells -> Days.contain(time, days(cells)));
    }

    /** A table partitioned by {@code shard}. */
    public static ObjectTable byShard(Commits tables, String name) {
        Column shard = col("shard");
        return new ObjectTable(tables, name, shard, cells -> shard.isin(values(cells)));
    }

    /**
     * Lets {@code rows} be all that some objects contribute.
     *
     * @param replaced objects that may have contributed before; those of {@code rows} that are not named have not
     * @param rows the new contribution of all these objects; none only if some are replaced
     */
    public void replace(Collection<String> replaced, Dataset<Row> rows) {
        if (replaced.isEmpty()) {
            tables.append(name, rows);
            return;
        }
        Dataset<Row> current = tables.read(name);
        Dataset<Row> before = tables.ofObjects(current, replaced);
        List<Row> cells = Differences.cells(before, rows, cell);
        if (cells.isEmpty()) {
            return;
        }
        Column touched = cellsContain.apply(cells);
        Dataset<Row> kept = tables.butOfObjects(current.where(touched), replaced);
        tables.overwrite(name, touched, kept.unionByName(rows.where(touched)));
    }

    /**
     * Lets some objects contribute again what they did as of a snapshot.
     *
     * @throws IllegalStateException if somebody let that snapshot go
     */
    public void restore(Collection<String> objects, Optional<Long> snapshot) {
        snapshot.filter(id -> !tables.hasSnapshot(name, id)).ifPresent(id -> {
            throw new IllegalStateException(
                    "Snapshot %d of %s is gone, by which a batch that was cut short would be undone: take \"open\" out of the state object, retract the %d keys that it names, and load them"
                            .formatted(id, name, objects.size()));
        });
        replace(objects, tables.ofObjects(tables.read(name, snapshot), objects));
    }

    public String name() {
        return name;
    }

    private static List<LocalDate> days(List<Row> cells) {
        return cells.stream().map(row -> row.<LocalDate>getAs(0)).toList();
    }

    private static Object[] values(List<Row> cells) {
        return cells.stream().map(row -> row.get(0)).toArray();
    }
}
