package com.sparkify.etl.source;

import com.sparkify.etl.lake.StoredObject;
import java.io.Serializable;
import java.util.Objects;

/**
 * One version of one input object. Reads return this version or fail.
 *
 * @param key the object's key, decoded
 * @param kind the object's content type
 * @param etag ETag as S3 returns it, quotes included
 * @param versionId version id on a versioned bucket, else null
 * @param size in bytes
 */
public record ObjectVersion(String key, Kind kind, String etag, String versionId, long size) implements Serializable {
    /** Creates the version that a HEAD or a listing describes. */
    public static ObjectVersion of(StoredObject object, Kind kind) {
        return new ObjectVersion(object.key(), kind, object.etag(), object.versionId(), object.size());
    }

    public ObjectVersion {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(etag, "etag");
    }
}
