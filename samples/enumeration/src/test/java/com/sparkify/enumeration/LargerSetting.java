package com.sparkify.enumeration;

import java.util.function.Supplier;

/** A scenario with bounds that are searched in the thorough build. */
enum LargerSetting {
    LAUNCHING_TWICE_WITH_A_NUDGE(() -> Scenario.launching(2, true, true), new Bounds(0, 0, 0, 0, 1)),
    LAUNCHING_WITH_A_NUDGE_AND_A_CRASH(() -> Scenario.launching(2, false, true), new Bounds(1, 0, 0, 0, 0)),
    LAUNCHING_BY_TWO_WITH_A_LOST_ANSWER(() -> Scenario.launching(2, false, false), new Bounds(0, 1, 0, 0, 0)),
    LAUNCHING_WITH_A_CRASH_AND_A_LOST_ANSWER(() -> Scenario.launching(1, false, true), new Bounds(1, 1, 0, 0, 0)),
    WRITING_WITH_TWO_CRASHES(Scenario::writing, new Bounds(2, 0, 0, 1, 0)),
    WRITING_WITH_A_CRASH_AND_A_TAKEOVER(Scenario::writing, new Bounds(1, 0, 1, 0, 0));

    final Supplier<Scenario> scenario;
    final Bounds bounds;

    LargerSetting(Supplier<Scenario> scenario, Bounds bounds) {
        this.scenario = scenario;
        this.bounds = bounds;
    }
}
