package com.sparkify.etl.work;

import com.sparkify.etl.table.LakeTables;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Threads of this JVM, for batches that are too small to start Spark. */
public final class LocalWorkers implements Workers {
    private static final int TASK_END_SECONDS = 120;

    private final LakeTables tables;

    public LocalWorkers(LakeTables tables) {
        this.tables = tables;
    }

    @Override
    public int parallelism() {
        return Runtime.getRuntime().availableProcessors();
    }

    @Override
    public <T extends Serializable, R extends Serializable> List<R> map(List<T> tasks, Work<T, R> work) {
        if (tasks.size() == 1) {
            return List.of(apply(work, tasks.get(0)));
        }
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, Math.min(parallelism(), tasks.size())));
        try {
            List<Future<R>> futures = new ArrayList<>();
            tasks.forEach(task -> futures.add(threads.submit(() -> apply(work, task))));
            List<R> results = new ArrayList<>();
            for (Future<R> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw unchecked(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while working", e);
        } finally {
            end(threads);
        }
    }

    /** Waits for running tasks after one failed, so that none writes after the caller's next step. */
    private static void end(ExecutorService threads) {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(TASK_END_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        "A task did not end for %d seconds after another one failed: the next run undoes the batch"
                                .formatted(TASK_END_SECONDS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private <T extends Serializable, R extends Serializable> R apply(Work<T, R> work, T task) {
        try {
            return work.apply(tables, task);
        } catch (Exception e) {
            throw unchecked(e);
        }
    }

    private static RuntimeException unchecked(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e.getMessage(), e);
    }
}
