package com.sparkify.etl.source;

import java.io.Serializable;
import java.util.HashSet;

/** Some users, known by their ids. No set holds the empty id. */
public interface UserSet extends Serializable {
    /** Holds nobody. */
    UserSet NOBODY = new NamedUsers(new HashSet<>());

    boolean contains(String userId);
}
