package com.sparkify.enumeration;

import java.util.function.Supplier;

/**
 * A world that can follow another one.
 *
 * @param label what happened, for a reader
 * @param isMisfortune whether it need never happen
 */
record Transition(Supplier<String> label, World world, boolean isMisfortune) {
    Transition(String label, World world, boolean isMisfortune) {
        this(() -> label, world, isMisfortune);
    }
}
