package com.sparkify.enumeration;

import java.util.List;

/**
 * What an actor gets for a call.
 *
 * @param values the content, the keys, or the rows
 * @param term how many terms of the lease have passed when it comes
 */
public record CallResult(Kind kind, List<String> values, int term) {

    /** How a call ended. */
    public enum Kind {
        DONE,
        /** There is no such object. */
        ABSENT,
        /** A condition of the request does not hold. */
        REFUSED,
        /** No answer came; the request may have taken effect. */
        FAILED,
        /** No answer to a call: the process stood still after the answer before, and goes on now. */
        STALLED
    }

    public CallResult {
        values = List.copyOf(values);
    }

    public boolean is(Kind other) {
        return kind == other;
    }

    /** The only value. */
    public String text() {
        return values.get(0);
    }

    @Override
    public String toString() {
        String carried = Wording.shortened(String.join(" ", values));
        return kind == Kind.DONE ? carried : kind.name().toLowerCase(java.util.Locale.ROOT);
    }
}
