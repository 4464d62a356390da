package com.sparkify.etl.source;

import com.sparkify.etl.lake.ObjectStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/**
 * The one reading of a batch: every pinned object is fetched and parsed once, on the executors, and its rows are kept
 * until {@link #close}. An executor that is lost reads its objects again, by their pins.
 */
public final class Reading implements AutoCloseable {
    private static final long TASK_BYTES = 64L << 20;
    private static final int TASK_OBJECTS = 2000;

    private final Dataset<Row> rows;
    private final Map<String, ReadOutcome> outcomes;

    private Reading(Dataset<Row> rows, Map<String, ReadOutcome> outcomes) {
        this.rows = rows;
        this.outcomes = outcomes;
    }

    /**
     * Reads the pins from {@code input}.
     *
     * @param runId is written beside rejected rows
     * @throws ReadingFailedException if an object brought the reading down
     */
    public static Reading of(SparkSession session, ObjectStore input, List<Pin> pins, String runId) {
        List<ArrayList<Pin>> tasks = tasks(pins, session.sparkContext().defaultParallelism());
        JavaRDD<Row> parsed = JavaSparkContext.fromSparkContext(session.sparkContext())
                .parallelize(tasks, Math.max(1, tasks.size()))
                .mapPartitions(bins -> new ReadAhead(input, runId, bins));
        Dataset<Row> rows = session.createDataFrame(parsed, ParsedRows.TYPE).persist(StorageLevel.MEMORY_AND_DISK());
        Map<String, ReadOutcome> outcomes = new HashMap<>();
        try {
            rows.where(rows.col(ParsedRows.OUTCOME).isNotNull())
                    .select(ParsedRows.OUTCOME + ".*")
                    .collectAsList()
                    .forEach(row -> outcomes.put(row.getString(0), ReadOutcome.of(row)));
        } catch (Exception e) { // Spark throws its checked exception undeclared
            rows.unpersist();
            throw new ReadingFailedException(pins, e);
        }
        return new Reading(rows, outcomes);
    }

    /** The outcome of every pinned object, by key. */
    public Map<String, ReadOutcome> outcomes() {
        return outcomes;
    }

    /** The rows of one struct of {@link ParsedRows}, as columns. */
    public Dataset<Row> rows(String struct) {
        return rows.mapPartitions(new SameOutcome(outcomes), Encoders.row(ParsedRows.TYPE))
                .where(functions.col(struct).isNotNull())
                .select(struct + ".*");
    }

    @Override
    public void close() {
        rows.unpersist();
    }

    /** Largest first into the emptiest bin: tasks of like size, at most so many bytes and objects each. */
    static List<ArrayList<Pin>> tasks(List<Pin> pins, int cores) {
        long bytes = pins.stream().mapToLong(Pin::size).sum();
        long wanted = Math.max(bytes / TASK_BYTES, pins.size() / TASK_OBJECTS) + 1;
        int count = (int) Math.min(pins.size(), Math.max(wanted, cores));
        List<ArrayList<Pin>> tasks = new ArrayList<>();
        long[] load = new long[count];
        for (int i = 0; i < count; i++) {
            tasks.add(new ArrayList<>());
        }
        List<Pin> largestFirst = pins.stream()
                .sorted(Comparator.comparingLong(Pin::size).reversed())
                .toList();
        for (Pin pin : largestFirst) {
            int emptiest = 0;
            for (int i = 1; i < count; i++) {
                emptiest = load[i] < load[emptiest] ? i : emptiest;
            }
            load[emptiest] += pin.size() + 4096;
            tasks.get(emptiest).add(pin);
        }
        return tasks;
    }
}
