package com.sparkify.launcher;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The time by which an invocation must decide, so that it can respond before Lambda ends it. */
record Deadline(Clock clock, Instant end) {
    private static final long RESERVE_MILLIS = 2_000;

    static Deadline of(Clock clock, long remainingMillis) {
        long reserve = Math.min(RESERVE_MILLIS, remainingMillis / 5);
        return new Deadline(clock, clock.instant().plusMillis(remainingMillis - reserve));
    }

    /** @throws OutOfTimeException if no time is left */
    Duration left() {
        Duration left = Duration.between(clock.instant(), end);
        if (left.isNegative() || left.isZero()) {
            throw new OutOfTimeException();
        }
        return left;
    }

    static final class OutOfTimeException extends RuntimeException {
        private static final long serialVersionUID = 1;

        OutOfTimeException() {
            super("The function's time is used up");
        }
    }
}
