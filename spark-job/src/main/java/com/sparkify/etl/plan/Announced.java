package com.sparkify.etl.plan;

import com.sparkify.etl.source.Kind;
import java.time.LocalDate;
import java.util.Objects;

/**
 * The next action requested of one object, possibly by several requests.
 *
 * @param key the object's key
 * @param kind the object's content type
 * @param logPartition the day that the object belongs to, or null
 * @param action the requested action
 * @param manifest the newest requesting manifest, as the history names it
 * @param isListed whether all requests for the object come from listings, such as a sweep
 */
public record Announced(
        String key, Kind kind, LocalDate logPartition, Action action, String manifest, boolean isListed) {
    /** Action requested of an object. */
    public enum Action {
        /** Load the object unless its current version is loaded. */
        LOAD,
        /** Load the object even if its current version is loaded. */
        FORCE,
        /** Load the object unless the history has its current version, including as retracted. */
        SWEEP,
        /** Remove the object's contribution as if it had never been announced. */
        RETRACT
    }

    public Announced {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(manifest, "manifest");
    }
}
