package com.sparkify.etl.lake;

/** Thrown if another run holds the lease. */
public final class LeaseHeldException extends RuntimeException {
    public LeaseHeldException(String message) {
        super(message);
    }
}
