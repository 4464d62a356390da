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
 * Decides the action for each announced object: a pure function of the requests, the current versions, the history, and
 * the versions during which runs died.
 */
public final class Planner {
    /** A version is set aside after this many runs died while it was the only object of their batch. */
    public static final int FATAL_ATTEMPTS = 3;

    /** Stands for the version in attempts to retract. */
    public static final String RETRACTION = "retraction";

    private final String rules;

    /** @param rules version of the rules and settings that decide what an object contributes */
    public Planner(String rules) {
        this.rules = rules;
    }

    /**
     * Returns one action for each announced object.
     *
     * @param pins current versions of the objects that exist
     * @param known last history rows of the objects that have one
     * @param state names the versions of failed and interrupted batches
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
                return new ObjectAction.Skip(announced); // an earlier run has executed this request
            }
            // never skipped otherwise: a retraction also removes rows that the history does not know
            return new ObjectAction.Retract(
                    announced, retractedVersion(pin, known), maxBatchSize(state.attempt(announced.key(), RETRACTION)));
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
                : new ObjectAction.Read(announced, pin, maxBatchSize(attempt));
    }

    private static int maxBatchSize(Optional<Attempt> attempt) {
        return attempt.map(Attempt::maxBatchSize).orElse(ObjectAction.Change.ANY);
    }

    /** Returns the version that a sweep must not load again: the one in the history, else the current one. */
    private static String retractedVersion(ObjectVersion pin, LastHistoryRow known) {
        if (known != null) {
            return known.etag();
        }
        return pin == null ? null : pin.etag();
    }

    /**
     * Returns true if a retraction that was requested after this listing has been executed already; a listing takes
     * long.
     */
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
            return announced.action() == Action.SWEEP; // whatever the rules: a retraction does not depend on how
            // objects are read
        }
        return rules.equals(known.rules()) && (known.status() == Status.LOADED || known.status() == Status.REJECTED);
    }
}
