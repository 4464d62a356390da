package com.sparkify.law;

/** The value of a field as far as the rules look at it; what is inside a nested object or array never counts. */
record Scalar(Kind kind, String text) {
    enum Kind {
        STRING,
        NUMBER,
        BOOLEAN,
        NULL,
        NESTED
    }

    static final Scalar NULL = new Scalar(Kind.NULL, null);
    static final Scalar NESTED = new Scalar(Kind.NESTED, null);
}
