package com.sparkify.etl.lake;

/**
 * What a HEAD or a listing tells about an object.
 *
 * @param etag with its quotes
 * @param versionId null on an unversioned bucket, and in listings
 * @param size in bytes
 */
public record StoredObject(String key, String etag, String versionId, long size) {}
