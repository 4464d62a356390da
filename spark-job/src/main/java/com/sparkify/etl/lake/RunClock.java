package com.sparkify.etl.lake;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The time source of a run. */
public interface RunClock {
    /** Returns the current time, which never goes back. */
    Instant now();

    /** Sleeps. */
    void pause(Duration duration);

    /** Returns the machine's clock at first use, advanced by the monotonic timer. */
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
