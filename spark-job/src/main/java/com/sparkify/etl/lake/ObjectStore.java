package com.sparkify.etl.lake;

import java.io.InputStream;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * One bucket. Every failure but those named is a {@link StoreException}, thrown after the client's own retries.
 * Reads, listings and conditional writes are strongly consistent, as S3's are.
 */
public interface ObjectStore extends Serializable {
    /** The bucket's name. */
    String bucket();

    /** The current version of {@code key}, or nothing if there is no such object. */
    Optional<StoredObject> head(String key);

    /** Every object whose key begins with {@code prefix}, in the order of their keys' UTF-8 bytes. */
    List<StoredObject> list(String prefix);

    /**
     * The same objects, listed page by page as they are asked for: a prefix may hold millions. An object that is put
     * meanwhile is found if its key comes after those given so far.
     */
    default Iterator<StoredObject> walk(String prefix) {
        return list(prefix).iterator();
    }

    /**
     * The bytes of one version, from {@code offset} on.
     *
     * @throws PreconditionFailedException if the current version is not the one with {@code etag}, or is gone
     */
    InputStream open(String key, String etag, long offset);

    /** A small object whole, or nothing if there is no such object. */
    Optional<Content> get(String key);

    /** Writes the object, whatever was there. */
    void put(String key, byte[] bytes);

    /**
     * Writes the object only if its current version has {@code etag}; a null {@code etag} means only if there is none.
     *
     * @return the new version's ETag
     * @throws PreconditionFailedException if that is not so
     */
    String putIf(String key, byte[] bytes, String etag);

    /**
     * As {@link #putIf(String, byte[], String)}, with all repetitions within a limit; what was sent may nevertheless have
     * been written.
     */
    default String putIf(String key, byte[] bytes, String etag, Duration limit) {
        return putIf(key, bytes, etag);
    }

    /** Begins an object of unknown size, which appears whole when the upload is completed, or never. */
    Upload upload(String key);

    /** Deletes these objects; an absent one is no error. */
    void delete(Collection<String> keys);

    /**
     * Removes for good what a versioned bucket keeps below a prefix besides current objects: older versions, and the marks
     * of deleted objects.
     *
     * @return how many
     */
    long removeOldVersions(String prefix);

    /** Removes an object with all its versions for good. */
    void erase(String key);

    /** An object's bytes and the ETag of the version they come from. */
    record Content(byte[] bytes, String etag) {}
}
