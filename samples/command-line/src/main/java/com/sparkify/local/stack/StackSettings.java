package com.sparkify.local.stack;

import com.sparkify.local.queue.QueueSettings;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How the stand-ins are set up.
 *
 * @param out the folder of the store, the catalog, the logs of runs
 * @param s3Port 0 for any free one
 * @param batchWindow how long events are gathered before the function hears of them
 * @param lingers how long a run that has nothing to do waits for more
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
     * A message is hidden while its batch is gathered and processed. Lambda asks for six times the function's timeout;
     * here nothing throttles, and who waits for a retry sits in front of it.
     */
    private static QueueSettings queue(Duration window) {
        return new QueueSettings(window.plus(FUNCTION_TIMEOUT.multipliedBy(2)), MAX_RECEIVE_COUNT);
    }
}
