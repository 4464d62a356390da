package com.sparkify.etl.lake;

import java.util.Arrays;

/**
 * The lake's one state object. Every write replaces exactly the version that was read or written last, so a second
 * writer is found out here at the latest.
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
     * @param isNew whether the lake has no rows yet: else nothing is known of what is published if there is no state
     * @throws IllegalStateException if what is there is no state object
     */
    public static StateObject read(ObjectStore lake, String key, boolean isNew) {
        StateObject object = new StateObject(lake, key, isNew ? State.NOTHING : State.NOTHING.unpublishedAll());
        lake.get(key).ifPresent(content -> {
            try {
                object.state = State.of(content.bytes());
            } catch (IllegalArgumentException e) {
                throw new IllegalStateException(
                        "s3://%s/%s is no state object: %s. Restore its previous version; if there is none, delete it and load everything with force."
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

    /** Replaces the state, and looks up what is there if the answer does not say whether it was replaced. */
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
