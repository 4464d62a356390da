package com.sparkify.etl.source;

import java.io.Serializable;
import java.util.HashSet;

/** A set of user ids. No set contains the empty id. */
public interface UserSet extends Serializable {
    /** The empty set. */
    UserSet NOBODY = new NamedUsers(new HashSet<>());

    boolean contains(String userId);
}
