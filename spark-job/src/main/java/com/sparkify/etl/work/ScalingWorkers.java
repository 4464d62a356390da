package com.sparkify.etl.work;

import com.sparkify.etl.table.LakeTables;
import java.io.Serializable;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** Threads of this JVM until much work is expected, and from then on Spark's executors. */
public final class ScalingWorkers implements Workers {
    private final LakeTables tables;
    private final Supplier<SparkSession> sessions;
    private final long localBytes;
    private Workers current;

    /** @param localBytes up to this amount, work is done in this JVM */
    public ScalingWorkers(LakeTables tables, Supplier<SparkSession> sessions, long localBytes) {
        this.tables = tables;
        this.sessions = sessions;
        this.localBytes = localBytes;
        this.current = new LocalWorkers(tables);
    }

    @Override
    public void expect(long bytes) {
        if (bytes > localBytes && current instanceof LocalWorkers) {
            current = new SparkWorkers(tables, sessions);
        }
    }

    @Override
    public int parallelism() {
        return current.parallelism();
    }

    @Override
    public <T extends Serializable, R extends Serializable> List<R> map(List<T> tasks, Work<T, R> work) {
        return current.map(tasks, work);
    }
}
