package com.sparkify.law;

import com.sparkify.local.fault.FaultGate;
import java.util.concurrent.atomic.AtomicLong;

/** Sends SIGKILL at the n-th request, whatever it is. */
final class RandomKiller implements FaultGate.Rule {
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
    public FaultGate.Verdict before(FaultGate.Request ignored) {
        if (seen.incrementAndGet() < request) {
            return FaultGate.Verdict.FORWARD;
        }
        victim.destroyForcibly();
        return FaultGate.Verdict.RESET;
    }
}
