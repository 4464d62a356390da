package com.sparkify.etl.run;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/**
 * Measures the phases of a run. A line consists of {@code phases} and a JSON object: {@code started} and {@code cpu}
 * are age and processor time of the process, {@code sparkJobs} is the number of Spark jobs so far, and the other fields
 * are the durations since the previous line, in milliseconds.
 */
final class Phases {
    /** The phase that starts Spark. A run without large batches has none. */
    static final String SESSION = "session";

    private final Map<String, Long> nanos = new LinkedHashMap<>();
    private boolean hasSession;

    void time(String phase, Runnable work) {
        time(phase, () -> {
            work.run();
            return null;
        });
    }

    <T> T time(String phase, Supplier<T> work) {
        long begun = System.nanoTime();
        try {
            return work.get();
        } finally {
            nanos.merge(phase, System.nanoTime() - begun, Long::sum);
        }
    }

    /** Formats and resets the measurements. */
    String takeLine() {
        hasSession |= nanos.containsKey(SESSION);
        Map<String, Long> told = new LinkedHashMap<>();
        ProcessHandle.Info process = ProcessHandle.current().info();
        process.startInstant()
                .ifPresent(start -> told.put(
                        "started", Duration.between(start, Instant.now()).toMillis()));
        process.totalCpuDuration().ifPresent(cpu -> told.put("cpu", cpu.toMillis()));
        told.put("sparkJobs", hasSession ? sparkJobs() : 0);
        nanos.forEach((phase, time) -> told.put(phase, time / 1_000_000));
        nanos.clear();
        return told.entrySet().stream()
                .map(entry -> "\"%s\":%d".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(",", "phases {", "}"));
    }

    private static long sparkJobs() {
        var session = SparkSession.getDefaultSession();
        return session.isEmpty()
                ? 0
                : session.get().sparkContext().statusTracker().getJobIdsForGroup(null).length;
    }
}
