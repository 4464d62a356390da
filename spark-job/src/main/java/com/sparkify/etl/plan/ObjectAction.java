package com.sparkify.etl.plan;

import com.sparkify.etl.source.ObjectVersion;

/** The action that a run takes for one announced object. */
public sealed interface ObjectAction {
    /** Returns the request that the action satisfies. */
    Announced announced();

    /** An action that changes the object's contribution. */
    sealed interface Change extends ObjectAction {
        /** Batch size of an object without failures. */
        int ANY = Integer.MAX_VALUE;

        /**
         * Returns the maximum number of objects in its batch, itself included; limited once a batch with the object
         * failed.
         */
        int maxBatchSize();
    }

    /** Does nothing: the history has the current version. */
    record Skip(Announced announced) implements ObjectAction {}

    /** Reads this version and replaces the object's contribution. */
    record Read(Announced announced, ObjectVersion pin, int maxBatchSize) implements Change {}

    /** Records that the object does not exist. */
    record Missing(Announced announced) implements ObjectAction {}

    /**
     * Removes the object's contribution.
     *
     * @param etag version that a sweep must not load again; may be null
     */
    record Retract(Announced announced, String etag, int maxBatchSize) implements Change {}

    /** Records a version as rejected because runs died of it too often. */
    record SetAside(Announced announced, ObjectVersion pin) implements ObjectAction {}
}
