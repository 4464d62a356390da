package com.sparkify.etl.table;

import java.util.Collection;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.CommitMetadata;
import org.apache.iceberg.spark.SparkWriteOptions;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.scheduler.TaskSchedulerImpl;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;
import scala.jdk.javaapi.CollectionConverters;

/** The one place that writes tables: each call is one atomic commit, made only while this run holds the lease. */
public final class Commits {
    private static final int TASK_END_SECONDS = 120;
    private static final String RUN_ID = "sparkify.run-id";
    private static final String BATCH_ID = "sparkify.batch-id";

    private final SparkSession session;
    private final String runId;
    private final Runnable leaseCheck;
    private String batchId = "none";

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

    /** From now on commits belong to this batch: their snapshots say so. */
    public void begin(String batch) {
        batchId = batch;
    }

    /** Whether a commit to the table belongs to that batch. */
    public boolean has(String table, String batch) {
        for (Snapshot snapshot : iceberg(table).snapshots()) {
            if (batch.equals(snapshot.summary().get(BATCH_ID))) {
                return true;
            }
        }
        return false;
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

    /** Those of the rows that these objects contribute: {@code object_key} is one of the keys. */
    public Dataset<Row> ofObjects(Dataset<Row> rows, Collection<String> keys) {
        return joinObjects(rows, keys, "left_semi");
    }

    /** All but those of the rows that these objects contribute. */
    Dataset<Row> butOfObjects(Dataset<Row> rows, Collection<String> keys) {
        return joinObjects(rows, keys, "left_anti");
    }

    private Dataset<Row> joinObjects(Dataset<Row> rows, Collection<String> keys, String how) {
        Dataset<Row> named =
                session.createDataset(List.copyOf(keys), Encoders.STRING()).toDF("named_key");
        return rows.join(
                functions.broadcast(named), functions.col("object_key").equalTo(functions.col("named_key")), how);
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

    /** Adds rows: an overwrite of none, because that is validated and a plain append is not. */
    public void append(String table, Dataset<Row> rows) {
        overwrite(table, functions.lit(false), rows);
    }

    /**
     * Replaces the rows that match, which must be all rows of whole partitions, and touches no other file. It fails if
     * another run added any of them meanwhile.
     */
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

    /**
     * Waits until no task of a job that failed is still at work: what it does last must not come after what we do next.
     *
     * @throws IllegalStateException if one does not end
     */
    public void awaitTasks() throws InterruptedException {
        for (int second = 0; second < TASK_END_SECONDS; second++) {
            if (runningTasks() == 0) {
                return;
            }
            TimeUnit.SECONDS.sleep(1);
        }
        throw new IllegalStateException(
                "A task of a job that failed did not end for %d seconds: the next run undoes its batch"
                        .formatted(TASK_END_SECONDS));
    }

    /** By the scheduler's own count: that of Spark's status tracker may be out of date for as long as nothing ends. */
    int runningTasks() {
        TaskSchedulerImpl scheduler = (TaskSchedulerImpl) session.sparkContext().taskScheduler();
        return CollectionConverters.asJava(scheduler.runningTasksByExecutors()).values().stream()
                .mapToInt(tasks -> (Integer) tasks)
                .sum();
    }

    /** Runs one of Iceberg's maintenance procedures. */
    void call(String procedure) {
        commit(() -> session.sql(procedure).collectAsList());
    }

    /** A table's current snapshot, or nothing if it was never written. */
    public Optional<Long> snapshot(String table) {
        return current(iceberg(table));
    }

    private static Optional<Long> current(Table iceberg) {
        return Optional.ofNullable(iceberg.currentSnapshot()).map(Snapshot::snapshotId);
    }

    /** Whether a table still has a snapshot to read. */
    public boolean hasSnapshot(String table, long snapshot) {
        return iceberg(table).snapshot(snapshot) != null;
    }

    /**
     * The snapshots that came after {@code base}, oldest first, without compactions; nothing if that cannot be told, because
     * {@code base} is gone or no ancestor any more. No base is before the first.
     */
    public Optional<List<Snapshot>> since(String table, Optional<Long> base) {
        Table iceberg = iceberg(table);
        if (base.isPresent() && iceberg.snapshot(base.get()) == null) {
            return Optional.empty();
        }
        LinkedList<Snapshot> later = new LinkedList<>();
        Optional<Long> next = current(iceberg);
        while (!next.equals(base)) {
            Snapshot snapshot = next.map(iceberg::snapshot).orElse(null);
            if (snapshot == null) {
                return Optional.empty();
            }
            if (!DataOperations.REPLACE.equals(snapshot.operation())) {
                later.addFirst(snapshot);
            }
            next = Optional.ofNullable(snapshot.parentId());
        }
        return Optional.of(later);
    }

    /** How many rows a table has, told by its metadata. */
    public long rowCount(String table) {
        Snapshot snapshot = iceberg(table).currentSnapshot();
        return snapshot == null ? 0 : Long.parseLong(snapshot.summary().get("total-records"));
    }

    Table iceberg(String table) {
        return Tables.iceberg(session, table);
    }

    private void commit(Write write) {
        leaseCheck.run();
        try {
            CommitMetadata.withCommitProperties(
                    Map.of(RUN_ID, runId, BATCH_ID, batchId),
                    () -> {
                        write.run();
                        return null;
                    },
                    Exception.class);
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
