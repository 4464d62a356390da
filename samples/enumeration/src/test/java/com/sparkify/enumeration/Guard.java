package com.sparkify.enumeration;

import java.util.function.Supplier;

/**
 * A rule of the protocol, and the property that breaks without it. Each is lifted where the real classes call the
 * world.
 */
enum Guard {
    /** A launcher writes its manifest before it looks for a run. */
    WRITE_BEFORE_LOOK(
            "A manifest that a launcher left to a run is loaded by that run unless the run fails",
            () -> Scenario.launching(2, false, false),
            new Bounds(0, 0, 0, 0, 0)),
    /** A run puts its closing object before it lists pending for the last time. */
    CLOSING_BEFORE_LAST_LISTING(
            "A manifest that a launcher left to a run is loaded by that run unless the run fails",
            () -> Scenario.launching(2, false, false),
            new Bounds(0, 0, 0, 0, 0)),
    /** A manifest is removed when all it asks for is committed and published. */
    MANIFEST_REMOVED_LAST("What was acknowledged is loaded in the end", Scenario::writing, new Bounds(1, 0, 0, 0, 0)),
    /** The state is written only over the version that the run read or wrote last. */
    IF_MATCH_ON_STATE(
            "The tables are a function of what was loaded", Scenario::writing, new Bounds(1, 0, 1, 0, 0, true)),
    /** A run looks whether the lease is its own before each commit. */
    LEASE_CHECK_BEFORE_COMMIT("One run writes at a time", Scenario::writing, new Bounds(0, 0, 1, 0, 0)),
    /** The state names the objects of a batch before the batch appends a row. */
    KEYS_IN_STATE("The tables are a function of what was loaded", Scenario::writing, new Bounds(1, 0, 0, 0, 0)),
    /** The state names what the published files are behind with before the batch is booked. */
    LEAVES_IN_STATE("The published files are the tables", Scenario::writing, new Bounds(1, 0, 0, 0, 0)),
    /** What a batch replaces is deleted after the batch is booked. */
    SUPERSEDED_ROWS_DELETED_LAST(
            "The tables are a function of what was loaded", Scenario::writing, new Bounds(1, 0, 0, 1, 0)),
    /** A start that is repeated bears the same token. */
    CLIENT_TOKEN(
            "One decision to start is one run", () -> Scenario.launching(2, false, false), new Bounds(0, 1, 0, 0, 0));

    /** The property that is broken once the guard is lifted. */
    final String property;
    /** Where that shows. */
    final Supplier<Scenario> scenario;

    final Bounds bounds;

    Guard(String property, Supplier<Scenario> scenario, Bounds bounds) {
        this.property = property;
        this.scenario = scenario;
        this.bounds = bounds;
    }
}
