package com.sparkify.etl.lake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    /** The manifest whose step has begun and not ended; null if there is none. */
    private String begun;

    /** @param leaseCheck throws if this run may not write any more */
    public RequestAttempts(ObjectStore store, String key, Runnable leaseCheck) {
        this.store = store;
        this.key = key;
        this.leaseCheck = leaseCheck;
    }

    /** Returns true if the request must not be tried again. */
    public synchronized boolean isFatal(String manifest) {
        return attempts().getOrDefault(manifest, 0) >= FATAL;
    }

    /** Records the start of a step. The record remains if the run dies. */
    public synchronized void begin(String manifest) {
        Map<String, Integer> more = new HashMap<>(attempts());
        more.merge(manifest, 1, Integer::sum);
        leaseCheck.run();
        begun = manifest;
        attempts = more;
        write();
    }

    /** Removes the record of a step that ended. */
    public synchronized void end(String manifest) {
        leaseCheck.run();
        attempts = without(manifest);
        write();
        begun = null;
    }

    /**
     * Removes the record of a step that this run gives up under control, even if it may not hold the lease any more. The
     * conditional write replaces only what this run wrote last.
     */
    public synchronized void takeBack() {
        if (begun == null) {
            return;
        }
        Map<String, Integer> left = without(begun);
        Optional<ObjectStore.Content> ours =
                store.get(key).filter(content -> Arrays.equals(content.bytes(), document(attempts)));
        ours.ifPresent(content -> store.putIf(key, document(left), content.etag()));
        attempts = left;
        begun = null;
    }

    private Map<String, Integer> without(String manifest) {
        Map<String, Integer> fewer = new HashMap<>(attempts());
        fewer.computeIfPresent(manifest, (name, count) -> count > 1 ? count - 1 : null);
        return fewer;
    }

    /** Removes the records of requests that are done or set aside. */
    public synchronized void forget(List<String> manifests) {
        if (attempts().keySet().removeAll(manifests)) {
            leaseCheck.run();
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
        if (attempts.isEmpty()) {
            store.delete(List.of(key));
        } else {
            store.put(key, document(attempts));
        }
    }

    private static byte[] document(Map<String, Integer> attempts) {
        ObjectNode root = LakeDocuments.MAPPER.createObjectNode();
        new TreeMap<>(attempts).forEach(root::put);
        return LakeDocuments.bytes(root);
    }
}
