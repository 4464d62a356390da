package com.sparkify.local.generate;

import java.util.List;

/**
 * SplitMix64, implemented here because {@link java.util.SplittableRandom} may draw bounded numbers differently in
 * another Java release, and the generated files must not depend on the JDK.
 */
final class SeededRandom {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    SeededRandom(long seed) {
        state = seed;
    }

    /** Creates an independent stream for a part of the data, so that more songs do not change the plays of a day. */
    static SeededRandom of(long seed, String part, long number) {
        SeededRandom random = new SeededRandom(seed ^ (part.hashCode() * GOLDEN_GAMMA));
        random.state += number * 0xD1B54A32D192ED03L;
        random.next();
        return random;
    }

    long next() {
        state += GOLDEN_GAMMA;
        long bits = state;
        bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        return bits ^ (bits >>> 31);
    }

    /** Returns a number from 0 to bound - 1; the bias of the remainder is below 2^-32 for the bounds used here. */
    int below(int bound) {
        return (int) Long.remainderUnsigned(next(), bound);
    }

    int between(int low, int high) {
        return low + below(high - low + 1);
    }

    boolean percent(int chance) {
        return below(100) < chance;
    }

    <T> T pick(List<T> values) {
        return values.get(below(values.size()));
    }

    /** Returns upper-case letters and digits, as in identifiers of the Million Song Dataset. */
    String token(int length) {
        StringBuilder token = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            token.append("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".charAt(below(36)));
        }
        return token.toString();
    }
}
