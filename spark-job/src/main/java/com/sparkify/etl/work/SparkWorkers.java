package com.sparkify.etl.work;

import com.sparkify.etl.table.LakeTables;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.scheduler.TaskSchedulerImpl;
import org.apache.spark.sql.SparkSession;
import scala.jdk.javaapi.CollectionConverters;

/** Spark's executors. The session starts with the first work. */
public final class SparkWorkers implements Workers {
    private static final int TASK_END_SECONDS = 120;

    private final LakeTables tables;
    private final Supplier<SparkSession> sessions;

    public SparkWorkers(LakeTables tables, Supplier<SparkSession> sessions) {
        this.tables = tables;
        this.sessions = sessions;
    }

    @Override
    public int parallelism() {
        return context().defaultParallelism();
    }

    @Override
    public <T extends Serializable, R extends Serializable> List<R> map(List<T> tasks, Work<T, R> work) {
        if (tasks.isEmpty()) {
            return List.of();
        }
        JavaSparkContext context = context();
        Broadcast<LakeTables> shared = context.broadcast(tables.snapshotForTasks());
        try {
            return context.parallelize(tasks, tasks.size())
                    .map(task -> work.apply(shared.value(), task))
                    .collect();
        } catch (Exception e) { // a broad catch: Spark throws checked exceptions that it
            // does not declare
            awaitTasks(context);
            throw e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e.getMessage(), e);
        } finally {
            shared.destroy();
        }
    }

    private JavaSparkContext context() {
        return JavaSparkContext.fromSparkContext(sessions.get().sparkContext());
    }

    /**
     * Waits until no task of a failed job is running, so that none writes after the caller's next step. Polls the
     * scheduler, because the status tracker is updated only when tasks end.
     *
     * @throws IllegalStateException if a task does not end
     */
    private static void awaitTasks(JavaSparkContext context) {
        TaskSchedulerImpl scheduler = (TaskSchedulerImpl) context.sc().taskScheduler();
        for (int second = 0; second < TASK_END_SECONDS; second++) {
            int running = CollectionConverters.asJava(scheduler.runningTasksByExecutors()).values().stream()
                    .mapToInt(tasks -> (Integer) tasks)
                    .sum();
            if (running == 0) {
                return;
            }
            try {
                TimeUnit.SECONDS.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw new IllegalStateException(
                "A task of a job that failed did not end for %d seconds: the next run undoes its batch"
                        .formatted(TASK_END_SECONDS));
    }
}
