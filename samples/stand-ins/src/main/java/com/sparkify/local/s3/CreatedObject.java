package com.sparkify.local.s3;

import java.util.Objects;

/**
 * An object as S3 announces it.
 *
 * @param key decoded
 * @param etag without quotes
 * @param eventName as in an S3 event, such as {@code ObjectCreated:Put}
 */
public record CreatedObject(String bucket, String key, long size, String etag, String eventName) {

    public CreatedObject {
        Objects.requireNonNull(bucket, "bucket");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(etag, "etag");
        Objects.requireNonNull(eventName, "eventName");
    }
}
