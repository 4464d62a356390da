package com.sparkify.etl.lake;

/** Thrown if the object does not have the version that the request named. */
public final class PreconditionFailedException extends StoreException {
    public PreconditionFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
