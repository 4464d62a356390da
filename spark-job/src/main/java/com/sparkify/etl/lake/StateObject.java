package com.sparkify.etl.lake;

import java.util.Arrays;

/**
 * The lake's state object. Every write is conditional on the version that was read or written last, which detects a
 * second writer.
 */
public final class StateObject {
    private final ObjectStore lake;
    private final String key;
    private String etag;
    private State state;

    private StateObject(ObjectStore lake, String key, State initial) {
        this.lake = lake;
        this.key = key;
        this.state = initial;
    }

    /**
     * Reads the state.
     *
     * @param isNew whether the lake has no rows yet; otherwise a missing state means that the published files are
     * unknown
     * @throws IllegalStateException if the object is no state document
     */
    public static StateObject read(ObjectStore lake, String key, boolean isNew) {
        StateObject object = new StateObject(lake, key, isNew ? State.NOTHING : State.NOTHING.unpublishedAll());
        lake.get(key).ifPresent(content -> {
            try {
                object.state = State.of(content.bytes());
            } catch (IllegalArgumentException e) {
                throw new IllegalStateException(
                        "s3://%s/%s is not a state object: %s. Restore its previous version; if there is none, delete it and load everything with force."
                                .formatted(lake.bucket(), key, e.getMessage()),
                        e);
            }
            object.etag = content.etag();
        });
        return object;
    }

    public State state() {
        return state;
    }

    /** Replaces the state. If the response is lost, reads the object to learn whether the write took effect. */
    public void write(State next) {
        if (next.equals(state) && etag != null) {
            return;
        }
        byte[] bytes = next.toJson();
        try {
            etag = lake.putIf(key, bytes, etag);
        } catch (PreconditionFailedException e) {
            etag = lake.get(key)
                    .filter(content -> Arrays.equals(content.bytes(), bytes))
                    .orElseThrow(() -> new IllegalStateException(
                            "Another run wrote s3://%s/%s meanwhile: this one stops, nothing is lost"
                                    .formatted(lake.bucket(), key),
                            e))
                    .etag();
        }
        state = next;
    }
}
