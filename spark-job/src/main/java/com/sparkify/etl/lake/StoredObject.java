package com.sparkify.etl.lake;

/**
 * An object as a HEAD or a listing describes it.
 *
 * @param etag with its quotes
 * @param versionId null on an unversioned bucket, and in listings
 * @param size in bytes
 */
public record StoredObject(String key, String etag, String versionId, long size) {}
