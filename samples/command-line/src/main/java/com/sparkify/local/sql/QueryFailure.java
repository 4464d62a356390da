package com.sparkify.local.sql;

/** A statement that failed: one line that says why, and Spark's own trace for {@code --verbose}. */
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
