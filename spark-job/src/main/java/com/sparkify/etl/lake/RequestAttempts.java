package com.sparkify.etl.lake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts how often a run ended abruptly while it carried out a step of a request that is no batch: a listing, work on all
 * tables. A batch's objects are counted in the {@link State}.
 */
public final class RequestAttempts {
    /** A request that ended so many runs is set aside. */
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

    /** Whether the request ended so many runs that none should try again. */
    public boolean isFatal(String manifest) {
        return attempts().getOrDefault(manifest, 0) >= FATAL;
    }

    /** Takes note that a step of the request is begun; should the run end abruptly, the note is what is left of it. */
    public void begin(String manifest) {
        attempts().merge(manifest, 1, Integer::sum);
        write();
    }

    /** Takes note that the run outlived the step. */
    public void end(String manifest) {
        attempts().computeIfPresent(manifest, (name, count) -> count > 1 ? count - 1 : null);
        write();
    }

    /** Forgets requests that are done or set aside. */
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
