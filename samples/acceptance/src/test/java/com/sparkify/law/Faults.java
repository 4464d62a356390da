package com.sparkify.law;

import com.sparkify.local.fault.FaultGate;
import java.util.SplittableRandom;

/** A degraded S3: 5 % of the requests are throttled, 1 % of the connections break, some responses take seconds. */
final class Faults implements FaultGate.Rule {
    private final SplittableRandom random;
    private int throttled;
    private int broken;
    private int delayed;

    Faults(long seed) {
        random = new SplittableRandom(seed);
    }

    @Override
    public FaultGate.Verdict before(FaultGate.Request request) throws InterruptedException {
        int fate = fate();
        if (fate < 50) {
            return FaultGate.Verdict.SLOW_DOWN;
        }
        if (fate < 55) {
            return FaultGate.Verdict.RESET;
        }
        if (fate < 60) {
            Thread.sleep(1_000 + 50L * fate);
        }
        return FaultGate.Verdict.FORWARD;
    }

    /** Half of the connections break after S3 has executed the request. */
    @Override
    public FaultGate.Verdict after(FaultGate.Request request, int status) {
        return broken(random(1_000) < 5) ? FaultGate.Verdict.RESET : FaultGate.Verdict.FORWARD;
    }

    private synchronized int fate() {
        int fate = random.nextInt(1_000);
        throttled += fate < 50 ? 1 : 0;
        broken += fate >= 50 && fate < 55 ? 1 : 0;
        delayed += fate >= 55 && fate < 60 ? 1 : 0;
        return fate;
    }

    private synchronized int random(int bound) {
        return random.nextInt(bound);
    }

    private synchronized boolean broken(boolean isBroken) {
        broken += isBroken ? 1 : 0;
        return isBroken;
    }

    synchronized int throttled() {
        return throttled;
    }

    synchronized int broken() {
        return broken;
    }

    synchronized int delayed() {
        return delayed;
    }
}
