package com.sparkify.law;

import com.sparkify.local.fault.FaultGate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sends SIGKILL to a job's JVM at a given step, and counts the steps until then. */
final class Killer implements FaultGate.Rule {
    private final Moment moment;
    private final Process victim;
    private final Map<String, Integer> seen = new LinkedHashMap<>();
    private boolean isArmed;
    private boolean hasStruck;

    private Killer(Moment moment, Process victim) {
        this.moment = moment;
        this.victim = victim;
    }

    static Killer of(Moment moment, Process victim) {
        return new Killer(moment, victim);
    }

    /** Returns an instance that kills no process. */
    static Killer observer() {
        return new Killer(new Moment("none", 0, Moment.Side.BEFORE), null);
    }

    /** How often each kind of step was seen. */
    synchronized Map<String, Integer> seen() {
        return new HashMap<>(seen);
    }

    synchronized boolean hasStruck() {
        return hasStruck;
    }

    @Override
    public synchronized FaultGate.Verdict before(FaultGate.Request request) {
        if (isArmed || hasStruck) {
            return strike();
        }
        String kind = Moment.kind(request).orElse("");
        int ordinal = kind.isEmpty() ? 0 : seen.merge(kind, 1, Integer::sum);
        boolean isIt = kind.equals(moment.kind()) && ordinal == moment.ordinal();
        return isIt && moment.side() == Moment.Side.BEFORE ? strike() : FaultGate.Verdict.FORWARD;
    }

    @Override
    public synchronized FaultGate.Verdict after(FaultGate.Request request, int status) {
        boolean isIt = Moment.kind(request).filter(moment.kind()::equals).isPresent()
                && seen.getOrDefault(moment.kind(), 0) == moment.ordinal();
        if (hasStruck || (isIt && moment.side() == Moment.Side.AFTER)) {
            return strike();
        }
        isArmed |= isIt && moment.side() == Moment.Side.NEXT;
        return FaultGate.Verdict.FORWARD;
    }

    private FaultGate.Verdict strike() {
        hasStruck = true;
        victim.destroyForcibly();
        return FaultGate.Verdict.RESET;
    }
}
