package com.sparkify.etl.lake;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The time as a run sees it: how long it works and waits, and whether its lease is still its own. */
public interface RunClock {
    /** The time now; it never goes back. */
    Instant now();

    /** Returns after that time. */
    void pause(Duration duration);

    /** This machine's clock as it was at first, and from then on the time that has passed. */
    static RunClock system() {
        Instant first = Instant.now();
        long firstNanos = System.nanoTime();
        return new RunClock() {
            @Override
            public Instant now() {
                return first.plusNanos(System.nanoTime() - firstNanos);
            }

            @Override
            public void pause(Duration duration) {
                try {
                    TimeUnit.NANOSECONDS.sleep(duration.toNanos());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("Interrupted while waiting", e);
                }
            }
        };
    }
}
