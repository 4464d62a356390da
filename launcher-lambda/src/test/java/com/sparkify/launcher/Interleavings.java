package com.sparkify.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Goes through every order in which actors can take their steps, depth first. */
final class Interleavings implements IntUnaryOperator {
    private final List<int[]> choices = new ArrayList<>();
    private int depth;

    @Override
    public int applyAsInt(int options) {
        if (depth == choices.size()) {
            choices.add(new int[] {0, options});
        }
        return choices.get(depth++)[0];
    }

    /** Prepares the next order; false if there is none. */
    boolean next() {
        depth = 0;
        while (!choices.isEmpty()) {
            int[] last = choices.get(choices.size() - 1);
            if (++last[0] < last[1]) {
                return true;
            }
            choices.remove(choices.size() - 1);
        }
        return false;
    }
}
