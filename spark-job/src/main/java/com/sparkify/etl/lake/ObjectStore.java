package com.sparkify.etl.lake;

import java.io.InputStream;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A bucket. All failures except the declared ones are a {@link StoreException}, thrown after the client's own retries.
 * Reads, listings and conditional writes are strongly consistent, as those of S3.
 */
public interface ObjectStore extends Serializable {
    /** Returns the bucket's name. */
    String bucket();

    /** Returns the current version of {@code key}, or empty if the object does not exist. */
    Optional<StoredObject> head(String key);

    /** Returns all objects whose key begins with {@code prefix}, in the order of their keys' UTF-8 bytes. */
    List<StoredObject> list(String prefix);

    /**
     * Lists the same objects lazily, page by page, since a prefix may hold millions. An object that is put during the
     * walk is found if its key is greater than those already returned.
     */
    default Iterator<StoredObject> walk(String prefix) {
        return list(prefix).iterator();
    }

    /**
     * Opens one version from {@code offset} on.
     *
     * @throws PreconditionFailedException if {@code etag} is not the current version
     */
    InputStream open(String key, String etag, long offset);

    /** Reads a small object into memory; empty if it does not exist. */
    Optional<Content> get(String key);

    /** Writes the object unconditionally. */
    void put(String key, byte[] bytes);

    /**
     * Writes the object only if {@code etag} is its current version; null: only if it does not exist.
     *
     * @return the new version's ETag
     * @throws PreconditionFailedException if the condition does not hold
     */
    String putIf(String key, byte[] bytes, String etag);

    /**
     * As {@link #putIf(String, byte[], String)}, with a limit for the call and all its retries. A call that exceeds the
     * limit may still have taken effect.
     */
    default String putIf(String key, byte[] bytes, String etag, Duration limit) {
        return putIf(key, bytes, etag);
    }

    /** Starts an upload of unknown size. The object becomes visible as a whole when the upload is completed. */
    Upload upload(String key);

    /** Deletes these objects. Objects that do not exist are ignored. */
    void delete(Collection<String> keys);

    /**
     * Permanently deletes the noncurrent versions and delete markers below a prefix.
     *
     * @return number of deleted versions and markers
     */
    long removeOldVersions(String prefix);

    /** Permanently deletes an object with all its versions. */
    void erase(String key);

    /** An object's content and the ETag of its version. */
    record Content(byte[] bytes, String etag) {}
}
