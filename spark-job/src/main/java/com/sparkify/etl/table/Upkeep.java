package com.sparkify.etl.table;

import static org.apache.iceberg.expressions.Expressions.alwaysTrue;

import com.sparkify.etl.key.LongRanges;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.spark.sql.SparkSession;

/** Maintains the tables: compacts small files and applies deletes, expires old snapshots, deletes orphan files. */
public final class Upkeep {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final Duration SNAPSHOTS_KEPT = Duration.ofDays(1);
    /** A table with more snapshots keeps only those of the last hour. */
    private static final int MANY_SNAPSHOTS = 300;

    private static final Duration SNAPSHOTS_KEPT_OF_MANY = Duration.ofHours(1);
    private static final int SNAPSHOTS_BEFORE_EXPIRY = 40;
    /** Longer than any run lasts: younger files may belong to a commit in flight. */
    private static final Duration ORPHANS_KEPT = Duration.ofDays(3);

    private final LakeTables tables;
    private final Runnable leaseCheck;

    /** @param leaseCheck throws if this run may not write any more */
    public Upkeep(LakeTables tables, Runnable leaseCheck) {
        this.tables = tables;
        this.leaseCheck = leaseCheck;
    }

    /**
     * Compacts small files where rows changed.
     *
     * @param touched time ranges of derived plays, in epoch milliseconds
     */
    public void joinSmallFiles(LongRanges touched) {
        Compaction compaction = new Compaction(tables, leaseCheck);
        // sequentially: each compaction holds the rows that it sorts
        for (LakeTable name : LakeTable.values()) {
            if (hasGathered(name, touched)) {
                compaction.run(name, condition(name, touched));
            }
        }
    }

    private static Expression condition(LakeTable name, LongRanges touched) {
        return name.isByDay() ? Conditions.startsWithin(touched.aligned(DAY)) : alwaysTrue();
    }

    /** Decides by the summary of the newest snapshot, because listing the files costs requests. */
    private boolean hasGathered(LakeTable name, LongRanges touched) {
        Snapshot current = tables.get(name).currentSnapshot();
        if (current == null || name.isByDay() && touched.isEmpty()) {
            return false;
        }
        Map<String, String> summary = current.summary();
        return count(summary, "total-data-files") + count(summary, "total-delete-files") >= Levels.FILES;
    }

    private static long count(Map<String, String> summary, String name) {
        return Long.parseLong(summary.getOrDefault(name, "0"));
    }

    /**
     * Expires old snapshots. Call it when the consistent set names current ones.
     *
     * @return true if any snapshot expired
     */
    public boolean expireSnapshots(Instant now) {
        List<Boolean> expired = Concurrently.map(List.of(LakeTable.values()), name -> {
            Table table = tables.get(name);
            long snapshots = snapshots(table);
            if (snapshots > SNAPSHOTS_BEFORE_EXPIRY) {
                leaseCheck.run();
                expire(table, now.minus(snapshots > MANY_SNAPSHOTS ? SNAPSHOTS_KEPT_OF_MANY : SNAPSHOTS_KEPT));
            }
            return snapshots > SNAPSHOTS_BEFORE_EXPIRY;
        });
        return expired.contains(true);
    }

    private static void expire(Table table, Instant before) {
        if (table.currentSnapshot() != null) {
            table.expireSnapshots()
                    .expireOlderThan(before.toEpochMilli())
                    .retainLast(1)
                    .commit();
        }
    }

    /**
     * Expires every snapshot except the current one of each table. Call it when the consistent set names these.
     *
     * @return number of expired snapshots
     * @throws IllegalStateException if a branch or a tag retains one
     */
    public long expireAllButCurrent() {
        return Concurrently.map(List.of(LakeTable.values()), name -> {
                    Table table = tables.get(name);
                    long before = snapshots(table);
                    if (before > 1) {
                        leaseCheck.run();
                        expire(table, Instant.now().plus(SNAPSHOTS_KEPT));
                    }
                    if (snapshots(table) > 1) {
                        throw new IllegalStateException(
                                "%s keeps older snapshots, by the branches and tags %s: drop these, then the next run goes on"
                                        .formatted(name.sqlName(), table.refs().keySet()));
                    }
                    return Math.max(0, before - 1);
                })
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static long snapshots(Table table) {
        return StreamSupport.stream(table.snapshots().spliterator(), false).count();
    }

    /**
     * Sorts and compacts all files that are small or have deletes, on Spark.
     *
     * @param sessions supplies the session whose catalog {@code lake} has the tables
     */
    public void rewriteAll(Supplier<SparkSession> sessions) {
        for (LakeTable name : LakeTable.values()) {
            if (tables.get(name).currentSnapshot() != null) {
                leaseCheck.run();
                call(
                        sessions,
                        "rewrite_data_files(table => '%s', %s options => map('min-input-files', '8',"
                                + " 'delete-file-threshold', '1', 'remove-dangling-deletes', 'true',"
                                + " 'use-starting-sequence-number', 'false'))",
                        name.sqlName(),
                        name.orderBy().isEmpty() ? "" : "strategy => 'sort', sort_order => '" + name.orderBy() + "',");
            }
        }
        tables.refresh();
    }

    /** Expires old snapshots and deletes orphan files, on Spark. */
    public void clean(Instant now, Supplier<SparkSession> sessions) {
        for (LakeTable name : LakeTable.values()) {
            if (tables.get(name).currentSnapshot() != null) {
                leaseCheck.run();
                expire(tables.get(name), now.minus(SNAPSHOTS_KEPT));
                call(
                        sessions,
                        "remove_orphan_files(table => '%s', older_than => TIMESTAMP '%s', prefix_listing => true)",
                        name.sqlName(),
                        now.minus(ORPHANS_KEPT).toString());
            }
        }
    }

    private static void call(Supplier<SparkSession> sessions, String procedure, Object... values) {
        sessions.get().sql("CALL lake.system." + procedure.formatted(values)).collectAsList();
    }
}
