package com.sparkify.local.sql;

/** A failed statement: a one-line reason, and Spark's stack trace for {@code --verbose}. */
public final class QueryFailure extends RuntimeException {

    private final String trace;

    public QueryFailure(String message, String trace) {
        super(message);
        this.trace = trace;
    }

    public String trace() {
        return trace;
    }
}
