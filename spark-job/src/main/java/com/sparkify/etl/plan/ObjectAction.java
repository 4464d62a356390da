package com.sparkify.etl.plan;

import com.sparkify.etl.source.ObjectVersion;

/** What the run does about one announced object. */
public sealed interface ObjectAction {
    /** What was asked. */
    Announced announced();

    /** One that changes what an object contributes. */
    sealed interface Change extends ObjectAction {
        /** The company of what has done no harm. */
        int ANY = Integer.MAX_VALUE;

        /** How many objects may be in its batch, itself included; fewer than any once a batch with it failed. */
        int company();
    }

    /** Nothing: it is known as it is now. */
    record Skip(Announced announced) implements ObjectAction {}

    /** Read this version and let it replace what the object contributed. */
    record Read(Announced announced, ObjectVersion pin, int company) implements Change {}

    /** Write down that there is no such object. */
    record Missing(Announced announced) implements ObjectAction {}

    /**
     * Take out what the object contributed.
     *
     * @param etag of the version that a sweep must not bring back; may be null
     */
    record Retract(Announced announced, String etag, int company) implements Change {}

    /** Write down as rejected what has killed the run too often. */
    record SetAside(Announced announced, ObjectVersion pin) implements ObjectAction {}
}
