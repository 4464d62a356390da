package com.sparkify.etl.plan;

import com.sparkify.etl.source.Kind;
import java.time.LocalDate;
import java.util.Objects;

/**
 * What is asked of one object next; several requests may ask for it together.
 *
 * @param key the object's key
 * @param kind what it holds
 * @param logPartition the day it belongs to, or null
 * @param action what is asked
 * @param manifest the newest manifest that asks for it, as the history names it
 * @param isListed whether only requests ask for it that were resolved by a listing, such as a sweep
 */
public record Announced(
        String key, Kind kind, LocalDate logPartition, Action action, String manifest, boolean isListed) {
    /** What is asked of an object. */
    public enum Action {
        /** Load it unless it is loaded as it is now. */
        LOAD,
        /** Load it even so. */
        FORCE,
        /** Load it unless the history knows it as it is now, retracted included. */
        SWEEP,
        /** Treat it as if it had never been announced. */
        RETRACT
    }

    public Announced {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(manifest, "manifest");
    }
}
