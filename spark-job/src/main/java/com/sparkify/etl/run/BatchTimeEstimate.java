package com.sparkify.etl.run;

import com.sparkify.etl.plan.Batch;
import java.time.Duration;

/** Estimates how long a batch takes, by the slowest batch so far. */
final class BatchTimeEstimate {
    /** What a batch costs besides its bytes: as much as so many bytes for itself, and for each object. */
    private static final long BYTES_OF_BATCH = 8L << 20;

    private static final long BYTES_OF_OBJECT = 64L << 10;
    /** Before anything is measured: 2 MiB a second. */
    private static final double UNMEASURED = 1e9 / (2 << 20);
    /** The next batch may be slower than any before. */
    private static final double SAFETY = 2;

    private double nanosPerByte;
    private Duration longestPublication = Duration.ZERO;

    /** Takes note of how long a batch took. */
    void measured(Batch batch, Duration took) {
        nanosPerByte = Math.max(nanosPerByte, took.toNanos() / work(batch));
    }

    /** Takes note of how long it took to bring the published files up to date. */
    void published(Duration took) {
        longestPublication = took.compareTo(longestPublication) > 0 ? took : longestPublication;
    }

    /** How long this batch may take, with the publication that follows. */
    Duration estimate(Batch batch) {
        double pace = nanosPerByte == 0 ? UNMEASURED : nanosPerByte;
        return Duration.ofNanos((long) (SAFETY * pace * work(batch))).plus(longestPublication);
    }

    private static double work(Batch batch) {
        return BYTES_OF_BATCH + BYTES_OF_OBJECT * batch.steps().size() + batch.bytes();
    }
}
