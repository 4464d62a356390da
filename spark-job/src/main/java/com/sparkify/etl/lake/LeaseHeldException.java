package com.sparkify.etl.lake;

/** Another run has the right to write the lake. */
public final class LeaseHeldException extends RuntimeException {
    public LeaseHeldException(String message) {
        super(message);
    }
}
