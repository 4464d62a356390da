package com.sparkify.etl.lake;

/** S3 did not do what it was asked: the message names the object, the request and S3's answer. */
public class StoreException extends RuntimeException {
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
