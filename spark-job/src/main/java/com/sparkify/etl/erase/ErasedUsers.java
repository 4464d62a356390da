package com.sparkify.etl.erase;

import com.sparkify.etl.lake.ObjectStore;
import com.sparkify.etl.source.UserSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;

/**
 * The lake's tombstones: an object without content for each erased user, named by the key's fingerprint and the HMAC of the
 * id. They are never removed: what is loaded, reloaded or rebuilt later is told by them.
 */
public final class ErasedUsers {
    private final ObjectStore lake;
    private final String folder;
    private final Optional<ErasureKey> location;
    private final HashSet<String> names = new HashSet<>();
    private byte[] key = {};
    private UserSet current = UserSet.NOBODY;

    private ErasedUsers(ObjectStore lake, String folder, Optional<ErasureKey> location) {
        this.lake = lake;
        this.folder = folder;
        this.location = location;
    }

    /**
     * Reads the tombstones.
     *
     * @param location of the key, which is asked for only if there are tombstones
     * @throws IllegalStateException if there are some and this key did not make them: loading would bring users back
     */
    public static ErasedUsers read(ObjectStore lake, String folder, Optional<ErasureKey> location) {
        ErasedUsers erased = new ErasedUsers(lake, folder, location);
        lake.list(folder).forEach(tombstone -> erased.names.add(tombstone.key().substring(folder.length())));
        if (!erased.names.isEmpty()) {
            erased.useKey();
        }
        return erased;
    }

    private void useKey() {
        key = location.orElseThrow(
                        () -> new IllegalStateException(
                                "Users were erased from this lake, and without --erasure-key a run would bring them back: set it"))
                .read();
        String own = Tombstones.fingerprint(key) + "/";
        HashSet<String> hashes = new HashSet<>();
        for (String name : names) {
            if (!name.startsWith(own)) {
                throw new IllegalStateException(
                        "The tombstones in s3://%s/%s were made with another key than %s: restore that key"
                                .formatted(
                                        lake.bucket(),
                                        folder + name.split("/")[0],
                                        location.orElseThrow().location()));
            }
            hashes.add(name.substring(own.length()));
        }
        current = new Tombstones(key, hashes);
    }

    /** Whether users can be erased at all. */
    public boolean hasKey() {
        return location.isPresent();
    }

    /** Those who are erased now. */
    public UserSet current() {
        return current;
    }

    /** From now on these users are erased, for every run. */
    void add(Collection<String> userIds) {
        if (key.length == 0) {
            key = location.orElseThrow().read();
        }
        String own = Tombstones.fingerprint(key) + "/";
        for (String userId : userIds) {
            String name = own + Tombstones.name(key, userId);
            if (names.add(name)) {
                lake.put(folder + name, new byte[0]);
            }
        }
        useKey();
    }
}
