package com.sparkify.etl.table;

import com.sparkify.etl.lake.LeaseHeldException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.iceberg.DeleteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotChanges;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.CommitMetadata;
import org.apache.iceberg.spark.SparkWriteOptions;
import org.apache.iceberg.util.SnapshotUtil;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/** The one place that writes tables: each call is one atomic commit, made only while this run holds the lease. */
public final class Commits {
    private static final String RUN_ID = "sparkify.run-id";
    /** A run that is cloned has the same id: this one tells its commits apart. */
    private static final String COMMIT_ID = "sparkify.commit-id";

    private final SparkSession session;
    private final String runId;
    private final Runnable leaseCheck;

    /**
     * @param runId is written into every snapshot's summary
     * @param leaseCheck throws if this run may not write any more
     */
    public Commits(SparkSession session, String runId, Runnable leaseCheck) {
        this.session = session;
        this.runId = runId;
        this.leaseCheck = leaseCheck;
    }

    public SparkSession session() {
        return session;
    }

    /** A table's current rows. */
    public Dataset<Row> read(String table) {
        return session.table(table);
    }

    /** A table's rows as of a snapshot; none as of nothing. */
    public Dataset<Row> read(String table, Optional<Long> snapshot) {
        return snapshot.map(id -> session.read().option("versionAsOf", id).table(table))
                .orElseGet(() -> session.table(table).where(functions.lit(false)));
    }

    /**
     * The same rows, computed once and kept until {@link Kept#close}. They no longer depend on the tables they come from:
     * Spark would compute a cached query anew after each write to one of them.
     */
    public Kept keep(Dataset<Row> rows) {
        JavaRDD<Row> computed = rows.toJavaRDD().persist(StorageLevel.MEMORY_AND_DISK());
        return new Kept(session.createDataFrame(computed, rows.schema()), computed);
    }

    /** Rows that are computed once. */
    public record Kept(Dataset<Row> rows, JavaRDD<Row> computed) implements AutoCloseable {
        @Override
        public void close() {
            computed.unpersist();
        }
    }

    /**
     * Adds rows. An append validates nothing when it is committed, so it is looked at afterwards: if another run committed
     * meanwhile, this one has slept through its lease, and takes back what it added.
     */
    public void append(String table, Dataset<Row> rows) {
        Optional<Long> base = snapshot(table);
        String commitId = commit(() -> rows.writeTo(table).append());
        Snapshot added = iceberg(table).currentSnapshot();
        if (!Optional.ofNullable(added.parentId()).equals(base)) {
            takeBack(table, commitId, base);
        }
    }

    private void takeBack(String table, String commitId, Optional<Long> base) {
        Table iceberg = iceberg(table);
        DeleteFiles ours = iceberg.newDelete();
        for (Snapshot snapshot : SnapshotUtil.ancestorsBetween(
                iceberg.currentSnapshot().snapshotId(), base.orElse(null), iceberg::snapshot)) {
            if (commitId.equals(snapshot.summary().get(COMMIT_ID))) {
                SnapshotChanges.builderFor(iceberg)
                        .snapshot(snapshot)
                        .build()
                        .addedDataFiles()
                        .forEach(ours::deleteFile);
            }
        }
        ours.commit();
        throw new LeaseHeldException(
                "Another run wrote %s while this one did: this one stops, what it added is taken back and stays pending"
                        .formatted(table));
    }

    /** Replaces the rows that match, which must be all rows of whole partitions, and touches no other file. */
    public void overwrite(String table, Column matching, Dataset<Row> rows) {
        Optional<Long> base = snapshot(table);
        commit(() -> {
            var write = rows.writeTo(table).option(SparkWriteOptions.ISOLATION_LEVEL, "serializable");
            base.ifPresent(id -> write.option(SparkWriteOptions.VALIDATE_FROM_SNAPSHOT_ID, Long.toString(id)));
            write.overwrite(matching);
        });
    }

    /** Updates, deletes (where the source says {@code deleted}) and inserts rows by their key. */
    public void merge(String table, String key, Dataset<Row> source) {
        String condition = "source.%s = %s.%s".formatted(key, Tables.shortName(table), key);
        commit(() -> source.alias("source")
                .mergeInto(table, functions.expr(condition))
                .whenMatched(functions.expr("source.deleted"))
                .delete()
                .whenMatched()
                .updateAll()
                .whenNotMatched(functions.expr("NOT source.deleted"))
                .insertAll()
                .merge());
    }

    /** Runs one of Iceberg's maintenance procedures. */
    void call(String procedure) {
        commit(() -> session.sql(procedure).collectAsList());
    }

    /** A table's current snapshot, or nothing if it was never written. */
    public Optional<Long> snapshot(String table) {
        return Optional.ofNullable(iceberg(table).currentSnapshot()).map(Snapshot::snapshotId);
    }

    /** Whether a table still has a snapshot to read. */
    public boolean hasSnapshot(String table, long snapshot) {
        return iceberg(table).snapshot(snapshot) != null;
    }

    /** How many rows a table has, told by its metadata. */
    public long rowCount(String table) {
        Snapshot snapshot = iceberg(table).currentSnapshot();
        return snapshot == null ? 0 : Long.parseLong(snapshot.summary().get("total-records"));
    }

    Table iceberg(String table) {
        return Tables.iceberg(session, table);
    }

    private String commit(Write write) {
        leaseCheck.run();
        String commitId = UUID.randomUUID().toString();
        try {
            CommitMetadata.withCommitProperties(
                    Map.of(RUN_ID, runId, COMMIT_ID, commitId),
                    () -> {
                        write.run();
                        return null;
                    },
                    Exception.class);
            return commitId;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("A commit failed: " + e.getMessage(), e);
        }
    }

    private interface Write {
        void run() throws Exception;
    }
}
