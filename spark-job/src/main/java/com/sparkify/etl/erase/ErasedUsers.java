package com.sparkify.etl.erase;

import com.sparkify.etl.lake.ObjectStore;
import com.sparkify.etl.source.UserSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;

/**
 * The lake's tombstones: an empty object for each erased user, named by the key's fingerprint and the HMAC of the id.
 * They are never deleted, so that later loads and rebuilds leave erased users out.
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
     * @param location location of the key, which is read only if there are tombstones
     * @throws IllegalStateException if the key did not create the tombstones: a load would restore erased users
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
                                "Users were erased from this lake, and without --erasure-key a run would load them again: set it"))
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

    /** Returns true if an erasure key is available. */
    public boolean hasKey() {
        return location.isPresent();
    }

    /** Returns the erased users. */
    public UserSet current() {
        return current;
    }

    /** Adds users, permanently and for every run. */
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
