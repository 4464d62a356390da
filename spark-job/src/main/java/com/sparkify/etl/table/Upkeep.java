package com.sparkify.etl.table;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.spark.sql.SparkSession;

/** Keeps the tables fit: joins small files and applies deletes, lets old snapshots go, removes files that none names. */
public final class Upkeep {
    private static final Duration SNAPSHOTS_KEPT = Duration.ofDays(1);
    /** Longer than any run can last: younger files may belong to a commit under way. */
    private static final Duration ORPHANS_KEPT = Duration.ofDays(3);

    private final LakeTables tables;
    private final Supplier<SparkSession> sessions;

    /** @param sessions gives the Spark session whose catalog {@code lake} has the tables */
    public Upkeep(LakeTables tables, Supplier<SparkSession> sessions) {
        this.tables = tables;
        this.sessions = sessions;
    }

    /** Joins files; the rows stay. Returns whether any table has another snapshot now. */
    public boolean compact() {
        boolean compacted = false;
        for (LakeTable name : LakeTable.values()) {
            Table table = tables.get(name);
            table.refresh();
            Snapshot before = table.currentSnapshot();
            if (before == null) {
                continue;
            }
            call(
                    "rewrite_data_files(table => '%s', %s options => map('min-input-files', '8', 'delete-file-threshold', '1', 'remove-dangling-deletes', 'true', 'use-starting-sequence-number', 'false'))",
                    name.sqlName(),
                    name.orderBy().isEmpty() ? "" : "strategy => 'sort', sort_order => '" + name.orderBy() + "',");
            table.refresh();
            compacted |= table.currentSnapshot().snapshotId() != before.snapshotId();
        }
        return compacted;
    }

    /** Lets go of what nobody can need any more. */
    public void expire(Instant now) {
        for (LakeTable name : LakeTable.values()) {
            Table table = tables.get(name);
            if (table.currentSnapshot() == null) {
                continue;
            }
            table.expireSnapshots()
                    .expireOlderThan(now.minus(SNAPSHOTS_KEPT).toEpochMilli())
                    .retainLast(1)
                    .commit();
            call(
                    "remove_orphan_files(table => '%s', older_than => TIMESTAMP '%s', prefix_listing => true)",
                    name.sqlName(), now.minus(ORPHANS_KEPT).toString());
        }
    }

    private void call(String procedure, Object... values) {
        sessions.get().sql("CALL lake.system." + procedure.formatted(values)).collectAsList();
    }
}
