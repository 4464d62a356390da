package com.sparkify.etl.lake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts how often a run died in a step of a request that is not a batch: a listing, or work on whole tables. Deaths in
 * batches are counted in the {@link State}.
 */
public final class RequestAttempts {
    /** A request is set aside after this many deaths. */
    public static final int FATAL = 3;

    private final ObjectStore store;
    private final String key;
    private final Runnable leaseCheck;
    private Map<String, Integer> attempts;

    /** @param leaseCheck throws if this run may not write any more */
    public RequestAttempts(ObjectStore store, String key, Runnable leaseCheck) {
        this.store = store;
        this.key = key;
        this.leaseCheck = leaseCheck;
    }

    /** Returns true if the request must not be tried again. */
    public boolean isFatal(String manifest) {
        return attempts().getOrDefault(manifest, 0) >= FATAL;
    }

    /** Records the start of a step. The record remains if the run dies. */
    public void begin(String manifest) {
        attempts().merge(manifest, 1, Integer::sum);
        write();
    }

    /** Removes the record of a step that ended. */
    public void end(String manifest) {
        attempts().computeIfPresent(manifest, (name, count) -> count > 1 ? count - 1 : null);
        write();
    }

    /** Removes the records of requests that are done or set aside. */
    public void forget(List<String> manifests) {
        if (attempts().keySet().removeAll(manifests)) {
            write();
        }
    }

    private Map<String, Integer> attempts() {
        if (attempts == null) {
            attempts = new HashMap<>();
            store.get(key)
                    .ifPresent(content -> LakeDocuments.object(content.bytes())
                            .properties()
                            .forEach(entry -> attempts.put(
                                    entry.getKey(), entry.getValue().asInt())));
        }
        return attempts;
    }

    private void write() {
        leaseCheck.run();
        if (attempts.isEmpty()) {
            store.delete(List.of(key));
            return;
        }
        ObjectNode root = LakeDocuments.MAPPER.createObjectNode();
        new TreeMap<>(attempts).forEach(root::put);
        store.put(key, LakeDocuments.bytes(root));
    }
}
