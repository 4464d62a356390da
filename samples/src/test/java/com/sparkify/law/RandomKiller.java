package com.sparkify.law;

import java.util.concurrent.atomic.AtomicLong;

/** Sends SIGKILL at the n-th request, whatever it is. */
final class RandomKiller implements S3Gate.Rule {
    private final long request;
    private final Process victim;
    private final AtomicLong seen = new AtomicLong();

    RandomKiller(long request, Process victim) {
        this.request = request;
        this.victim = victim;
    }

    boolean hasStruck() {
        return seen.get() >= request;
    }

    @Override
    public S3Gate.Verdict before(S3Gate.Request ignored) {
        if (seen.incrementAndGet() < request) {
            return S3Gate.Verdict.FORWARD;
        }
        victim.destroyForcibly();
        return S3Gate.Verdict.RESET;
    }
}
