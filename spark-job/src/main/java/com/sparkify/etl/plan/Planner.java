package com.sparkify.etl.plan;

import com.sparkify.etl.lake.Attempts.Attempt;
import com.sparkify.etl.lake.State;
import com.sparkify.etl.plan.Announced.Action;
import com.sparkify.etl.source.ObjectVersion;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what to do about each announced object: a pure function of what was asked, what is there now, what the history
 * knows, and which versions runs died of.
 */
public final class Planner {
    /** A version that was alone in its batch so often when a run ended abruptly is set aside. */
    public static final int FATAL_ATTEMPTS = 3;

    /** Stands for the version where an attempt was to retract. */
    public static final String RETRACTION = "retraction";

    private final String rules;

    /** @param rules the version of the rules and settings that decide what a version contributes */
    public Planner(String rules) {
        this.rules = rules;
    }

    /**
     * One step for each announced object.
     *
     * @param pins the current version of each object that exists
     * @param known the newest history row of each object that has one
     * @param state knows which versions did harm
     */
    public List<ObjectAction> plan(
            Collection<Announced> announced,
            Map<String, ObjectVersion> pins,
            Map<String, LastHistoryRow> known,
            State state) {
        return announced.stream()
                .map(one -> step(one, pins.get(one.key()), known.get(one.key()), state))
                .toList();
    }

    private ObjectAction step(Announced announced, ObjectVersion pin, LastHistoryRow known, State state) {
        if (announced.action() == Action.RETRACT) {
            if (known != null && known.isRetracted(announced.manifest())) {
                return new ObjectAction.Skip(announced); // an earlier run came so far
            }
            // else never skipped: it is also how somebody cleans up what the history does not know
            return new ObjectAction.Retract(
                    announced, retractedVersion(pin, known), company(state.attempt(announced.key(), RETRACTION)));
        }
        if (isOvertaken(announced, known)) {
            return new ObjectAction.Skip(announced);
        }
        if (pin == null) {
            boolean told = known != null && known.status() == Status.MISSING;
            return told ? new ObjectAction.Skip(announced) : new ObjectAction.Missing(announced);
        }
        if (isCurrent(announced, pin, known)) {
            return new ObjectAction.Skip(announced);
        }
        Optional<Attempt> attempt = state.attempt(pin.key(), pin.etag());
        return attempt.map(Attempt::deaths).orElse(0) >= FATAL_ATTEMPTS
                ? new ObjectAction.SetAside(announced, pin)
                : new ObjectAction.Read(announced, pin, company(attempt));
    }

    private static int company(Optional<Attempt> attempt) {
        return attempt.map(Attempt::company).orElse(ObjectAction.Change.ANY);
    }

    /** The version that a sweep must not bring back: the one the history knows, else the one that is there now. */
    private static String retractedVersion(ObjectVersion pin, LastHistoryRow known) {
        if (known != null) {
            return known.etag();
        }
        return pin == null ? null : pin.etag();
    }

    /** A listing takes long: by the time that it names the object, a retraction may be done that was asked for later. */
    private static boolean isOvertaken(Announced announced, LastHistoryRow known) {
        return announced.isListed()
                && known != null
                && known.status() == Status.RETRACTED
                && known.isRetracted(announced.manifest());
    }

    private boolean isCurrent(Announced announced, ObjectVersion pin, LastHistoryRow known) {
        if (known == null || !pin.etag().equals(known.etag())) {
            return false;
        }
        if (announced.action() == Action.FORCE && !known.isAsked(announced.manifest())) {
            return false;
        }
        if (known.status() == Status.RETRACTED) {
            return announced.action() == Action.SWEEP; // whatever the rules: a retraction is no matter of how to read
        }
        return rules.equals(known.rules()) && (known.status() == Status.LOADED || known.status() == Status.REJECTED);
    }
}
