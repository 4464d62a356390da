package com.sparkify.etl.lake;

/** The object is not in the version that the request named. */
public final class PreconditionFailedException extends StoreException {
    public PreconditionFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
