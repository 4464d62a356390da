package com.sparkify.enumeration;

import java.util.function.Supplier;

/** A scenario with bounds that are searched in every build. */
enum Setting {
    LAUNCHING(() -> Scenario.launching(2, false, true), new Bounds(0, 0, 0, 0, 0)),
    LAUNCHING_WITH_A_CRASH(() -> Scenario.launching(2, false, false), new Bounds(1, 0, 0, 0, 0)),
    LAUNCHING_WITH_A_LOST_ANSWER(() -> Scenario.launching(1, false, true), new Bounds(0, 1, 0, 0, 0)),
    LAUNCHING_WITH_A_LATE_REPORT(() -> Scenario.launching(2, false, false), new Bounds(0, 0, 0, 0, 1)),
    LAUNCHING_TWICE(() -> Scenario.launching(2, true, false), new Bounds(0, 0, 0, 0, 0)),
    WRITING_WITH_A_CRASH(Scenario::writing, new Bounds(1, 0, 0, 0, 0)),
    WRITING_WITH_A_LOST_ANSWER(Scenario::writing, new Bounds(0, 1, 0, 0, 0)),
    WRITING_WITH_A_TAKEOVER(Scenario::writing, new Bounds(0, 0, 1, 0, 0));

    final Supplier<Scenario> scenario;
    final Bounds bounds;

    Setting(Supplier<Scenario> scenario, Bounds bounds) {
        this.scenario = scenario;
        this.bounds = bounds;
    }
}
