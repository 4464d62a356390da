package com.sparkify.local.stack;

import com.sparkify.local.queue.QueueSettings;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Configuration of the stand-ins.
 *
 * @param out folder of the store, the catalog and the runs' logs
 * @param s3Port 0 for a free port
 * @param batchWindow how long events are collected before the function is invoked
 * @param lingers how long an idle run waits for new work
 */
public record StackSettings(
        Path out,
        int s3Port,
        Duration batchWindow,
        QueueSettings queue,
        Duration functionTimeout,
        Duration nudgeInterval,
        String onError,
        String publish,
        long publishRows,
        Duration lingers) {

    public static final Duration DEFAULT_BATCH_WINDOW = Duration.ofSeconds(2);

    public static final long DEFAULT_PUBLISH_ROWS = 200_000;

    private static final Duration FUNCTION_TIMEOUT = Duration.ofSeconds(30);
    private static final int MAX_RECEIVE_COUNT = 5;

    public StackSettings {
        out = out.toAbsolutePath().normalize();
    }

    public static StackSettings defaults(Path out) {
        return new StackSettings(
                out,
                0,
                DEFAULT_BATCH_WINDOW,
                queue(DEFAULT_BATCH_WINDOW),
                FUNCTION_TIMEOUT,
                Duration.ofMinutes(5),
                "continue",
                "json",
                DEFAULT_PUBLISH_ROWS,
                Duration.ZERO);
    }

    public StackSettings withS3Port(int port) {
        return new StackSettings(
                out, port, batchWindow, queue, functionTimeout, nudgeInterval, onError, publish, publishRows, lingers);
    }

    public StackSettings withBatchWindow(Duration window) {
        return new StackSettings(
                out,
                s3Port,
                window,
                queue(window),
                functionTimeout,
                nudgeInterval,
                onError,
                publish,
                publishRows,
                lingers);
    }

    public StackSettings withQueue(QueueSettings settings) {
        return new StackSettings(
                out,
                s3Port,
                batchWindow,
                settings,
                functionTimeout,
                nudgeInterval,
                onError,
                publish,
                publishRows,
                lingers);
    }

    public StackSettings withJob(String onError, String publish, long publishRows) {
        return new StackSettings(
                out,
                s3Port,
                batchWindow,
                queue,
                functionTimeout,
                nudgeInterval,
                onError,
                publish,
                publishRows,
                lingers);
    }

    public StackSettings withLingering(Duration lingering) {
        return new StackSettings(
                out,
                s3Port,
                batchWindow,
                queue,
                functionTimeout,
                nudgeInterval,
                onError,
                publish,
                publishRows,
                lingering);
    }

    /**
     * A message is hidden while its batch is collected and processed. Lambda recommends six times the function's
     * timeout; locally nothing throttles, and a user waits for retries.
     */
    private static QueueSettings queue(Duration window) {
        return new QueueSettings(window.plus(FUNCTION_TIMEOUT.multipliedBy(2)), MAX_RECEIVE_COUNT);
    }
}
