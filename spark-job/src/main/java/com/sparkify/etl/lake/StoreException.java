package com.sparkify.etl.lake;

/** Thrown if S3 refuses or fails a request. The message names the object, the request and S3's response. */
public class StoreException extends RuntimeException {
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
