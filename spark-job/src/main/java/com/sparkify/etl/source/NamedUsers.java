package com.sparkify.etl.source;

import java.util.Collection;
import java.util.HashSet;
import java.util.stream.Collectors;

/** Users named by their ids. */
public record NamedUsers(HashSet<String> ids) implements UserSet {
    public NamedUsers {
        if (ids.contains("") || ids.contains(null)) {
            throw new IllegalArgumentException("A user's id must not be empty");
        }
    }

    /** Users as somebody typed their ids; these become what reading makes of them. */
    public static NamedUsers of(Collection<String> ids) {
        return new NamedUsers(ids.stream().map(JsonFields::storable).collect(Collectors.toCollection(HashSet::new)));
    }

    @Override
    public boolean contains(String userId) {
        return ids.contains(userId);
    }
}
