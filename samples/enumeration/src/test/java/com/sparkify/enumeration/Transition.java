package com.sparkify.enumeration;

import java.util.function.Supplier;

/**
 * A successor of a world.
 *
 * @param label description of the step
 * @param isMisfortune whether the step is a fault, which need not happen
 */
record Transition(Supplier<String> label, World world, boolean isMisfortune) {
    Transition(String label, World world, boolean isMisfortune) {
        this(() -> label, world, isMisfortune);
    }
}
