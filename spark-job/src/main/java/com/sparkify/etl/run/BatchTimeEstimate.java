package com.sparkify.etl.run;

import com.sparkify.etl.plan.Batch;
import java.time.Duration;

/** Estimates the duration of a batch from the slowest batch so far. */
final class BatchTimeEstimate {
    /** Fixed costs, in bytes that take as long: of a batch, and of each of its objects. */
    private static final long BYTES_OF_BATCH = 8L << 20;

    private static final long BYTES_OF_OBJECT = 64L << 10;
    /** The estimate before the first measurement: 2 MiB a second. */
    private static final double UNMEASURED = 1e9 / (2 << 20);
    /** Factor for batches that are slower than all earlier ones. */
    private static final double SAFETY = 2;

    private double nanosPerByte;
    private Duration longestPublication = Duration.ZERO;

    /** Records the duration of a batch. */
    void measured(Batch batch, Duration took) {
        nanosPerByte = Math.max(nanosPerByte, took.toNanos() / work(batch));
    }

    /** Records the duration of a publication. */
    void published(Duration took) {
        longestPublication = took.compareTo(longestPublication) > 0 ? took : longestPublication;
    }

    /** Returns the expected duration of the batch and of the publication that follows it. */
    Duration estimate(Batch batch) {
        double pace = nanosPerByte == 0 ? UNMEASURED : nanosPerByte;
        return Duration.ofNanos((long) (SAFETY * pace * work(batch))).plus(longestPublication);
    }

    private static double work(Batch batch) {
        return BYTES_OF_BATCH + BYTES_OF_OBJECT * batch.steps().size() + batch.bytes();
    }
}
