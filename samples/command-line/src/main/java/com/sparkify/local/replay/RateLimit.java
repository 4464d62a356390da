package com.sparkify.local.replay;

import java.util.concurrent.TimeUnit;

/** Limits the number of messages a second. */
final class RateLimit {

    private final long nanosEach;
    private long next = System.nanoTime();

    RateLimit(int messagesASecond) {
        if (messagesASecond < 1 || messagesASecond > 100_000) {
            throw new IllegalArgumentException(
                    "--rate must be 1 to 100000 messages a second: '" + messagesASecond + "'");
        }
        nanosEach = TimeUnit.SECONDS.toNanos(1) / messagesASecond;
    }

    /** Waits until this many more messages may be sent. */
    void await(int messages) throws InterruptedException {
        long now = System.nanoTime();
        if (next > now) {
            TimeUnit.NANOSECONDS.sleep(next - now);
        }
        next = Math.max(next, now) + nanosEach * messages;
    }
}
