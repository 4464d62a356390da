package com.sparkify.etl.source;

import java.util.Collection;
import java.util.HashSet;
import java.util.stream.Collectors;

/** A set of user ids. */
public record NamedUsers(HashSet<String> ids) implements UserSet {
    public NamedUsers {
        if (ids.contains("") || ids.contains(null)) {
            throw new IllegalArgumentException("A user's id must not be empty");
        }
    }

    /** Normalizes ids as reading normalizes them. */
    public static NamedUsers of(Collection<String> ids) {
        return new NamedUsers(ids.stream().map(JsonFields::storable).collect(Collectors.toCollection(HashSet::new)));
    }

    @Override
    public boolean contains(String userId) {
        return ids.contains(userId);
    }
}
