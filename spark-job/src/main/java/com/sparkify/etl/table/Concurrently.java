package com.sparkify.etl.table;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Runs request-bound tasks in parallel. Its threads inherit the caller's context class loader, which Iceberg needs to
 * load classes; threads of the common pool do not.
 */
public final class Concurrently {
    private static final int THREADS = 16;

    private Concurrently() {}

    /**
     * Returns the results in order.
     *
     * @throws RuntimeException the first failure, after all tasks have ended
     */
    public static <T, R> List<R> map(Collection<T> things, Function<T, R> action) {
        if (things.size() <= 1) {
            return things.stream().map(action).toList();
        }
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(THREADS, things.size()));
        try {
            List<Future<R>> futures = new ArrayList<>();
            things.forEach(thing -> futures.add(threads.submit(() -> action.apply(thing))));
            return results(futures);
        } finally {
            threads.shutdown();
        }
    }

    private static <R> List<R> results(List<Future<R>> futures) {
        List<R> results = new ArrayList<>();
        Throwable failure = null;
        for (Future<R> future : futures) {
            try {
                results.add(future.get());
            } catch (ExecutionException e) {
                failure = failure == null ? e.getCause() : failure;
            } catch (InterruptedException e) {
                futures.forEach(other -> other.cancel(true));
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while waiting", e);
            }
        }
        if (failure != null) {
            throw unchecked(failure);
        }
        return results;
    }

    private static RuntimeException unchecked(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e.getMessage(), e);
    }
}
