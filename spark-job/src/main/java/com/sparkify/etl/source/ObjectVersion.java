package com.sparkify.etl.source;

import com.sparkify.etl.lake.StoredObject;
import java.io.Serializable;
import java.util.Objects;

/**
 * One version of one input object: what is read is this version or nothing.
 *
 * @param key the object's key, decoded
 * @param kind what it holds
 * @param etag the version's ETag as S3 gives it, quotes included
 * @param versionId the version's id on a versioned bucket, else null
 * @param size in bytes
 */
public record ObjectVersion(String key, Kind kind, String etag, String versionId, long size) implements Serializable {
    /** The version that a HEAD or a listing tells of. */
    public static ObjectVersion of(StoredObject object, Kind kind) {
        return new ObjectVersion(object.key(), kind, object.etag(), object.versionId(), object.size());
    }

    public ObjectVersion {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(etag, "etag");
    }
}
