package com.sparkify.etl.history;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import com.sparkify.etl.plan.Known;
import com.sparkify.etl.plan.Status;
import com.sparkify.etl.source.ParsedRows;
import com.sparkify.etl.source.ReadOutcome;
import com.sparkify.etl.table.Commits;
import com.sparkify.etl.table.ObjectTable;
import com.sparkify.etl.table.Tables;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The books: what happened to every version of every object, kept for ever. */
public final class LoadHistory {
    private final Commits tables;
    private final String bucket;
    private final String runId;

    public LoadHistory(Commits tables, String bucket, String runId) {
        this.tables = tables;
        this.bucket = bucket;
        this.runId = runId;
    }

    /** What the newest row of each of these objects says; objects without a row are left out. */
    public Map<String, Known> known(Collection<String> keys) {
        if (keys.isEmpty() || tables.snapshot(Tables.LOAD_HISTORY).isEmpty()) {
            return Map.of();
        }
        Map<String, Known> known = new HashMap<>();
        of(keys).groupBy("object_key")
                .agg(max_by(struct("status", "etag", "rules_version", "sequence"), col("sequence"))
                        .as("newest"))
                .select("object_key", "newest.*")
                .collectAsList()
                .forEach(row -> known.put(
                        row.getString(0),
                        new Known(Status.of(row.getString(1)), row.getString(2), row.getString(3), row.getLong(4))));
        return known;
    }

    /** Writes rows in one commit; what was loaded before of an object now loaded or retracted becomes superseded. */
    public void write(List<HistoryRow> rows, Instant readAt) {
        if (rows.isEmpty()) {
            return;
        }
        Instant loadedAt = Instant.now();
        Dataset<Row> added = tables.session()
                .createDataFrame(
                        rows.stream().map(row -> row(row, readAt, loadedAt)).toList(),
                        tables.read(Tables.LOAD_HISTORY).schema());
        Set<String> seenBefore =
                keys(rows.stream().filter(row -> row.sequence() > 1).toList());
        Dataset<Row> all = seenBefore.isEmpty() ? added : added.unionByName(earlier(seenBefore, rows));
        ObjectTable.byShard(tables, Tables.LOAD_HISTORY).replace(seenBefore, all);
    }

    private Dataset<Row> earlier(Set<String> keys, List<HistoryRow> rows) {
        Set<String> replacing = keys(rows.stream()
                .filter(row -> row.status() == Status.LOADED || row.status() == Status.RETRACTED)
                .toList());
        Dataset<Row> flags = tables.session()
                .createDataset(List.copyOf(replacing), Encoders.STRING())
                .toDF("replacing_key");
        Column superseded = col("replacing_key").isNotNull().and(col("status").equalTo(Status.LOADED.text()));
        return of(keys).join(broadcast(flags), col("object_key").equalTo(col("replacing_key")), "left_outer")
                .withColumn(
                        "status",
                        when(superseded, lit(Status.SUPERSEDED.text())).otherwise(col("status")))
                .drop("replacing_key");
    }

    private Dataset<Row> of(Collection<String> keys) {
        return tables.ofObjects(tables.read(Tables.LOAD_HISTORY), keys);
    }

    private static Set<String> keys(List<HistoryRow> rows) {
        return rows.stream().map(HistoryRow::key).collect(Collectors.toSet());
    }

    private Row row(HistoryRow row, Instant readAt, Instant loadedAt) {
        ReadOutcome outcome = row.outcome();
        return RowFactory.create(
                bucket,
                row.key(),
                row.etag(),
                row.versionId(),
                row.size(),
                row.kind().text(),
                row.logPartition(),
                row.status().text(),
                outcome == null ? null : outcome.read(),
                outcome == null ? null : outcome.plays(),
                outcome == null ? null : outcome.songs(),
                outcome == null ? null : outcome.notPlays(),
                outcome == null ? null : outcome.rejected(),
                outcome == null ? null : outcome.duplicates(),
                row.rules(),
                runId,
                readAt,
                loadedAt,
                row.reason(),
                row.sequence(),
                ParsedRows.shardOf(row.key()));
    }
}
