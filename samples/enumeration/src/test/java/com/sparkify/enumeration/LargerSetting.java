package com.sparkify.enumeration;

import java.util.function.Supplier;

/**
 * A scenario with bounds that are searched in the thorough build, in minutes each. Two launchers with two faults have more
 * states than a night can visit.
 */
enum LargerSetting {
    LAUNCHING_WITH_A_CRASH_AND_A_LOST_ANSWER(() -> Scenario.launching(1, false, true), new Bounds(1, 1, 0, 0, 0)),
    WRITING_WITH_TWO_CRASHES(Scenario::writing, new Bounds(2, 0, 0, 1, 0));

    final Supplier<Scenario> scenario;
    final Bounds bounds;

    LargerSetting(Supplier<Scenario> scenario, Bounds bounds) {
        this.scenario = scenario;
        this.bounds = bounds;
    }
}
