package com.sparkify.etl.run;

import com.sparkify.etl.lake.ObjectStore;
import com.sparkify.etl.lake.StoreException;
import com.sparkify.etl.lake.StoredObject;
import com.sparkify.etl.plan.Announced;
import com.sparkify.etl.source.Kind;
import com.sparkify.etl.source.ObjectVersion;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Caches the current version of each announced object, from a listing or from parallel HEAD requests, until the object
 * is done or announced again. A stale version is detected when it is read.
 */
final class CurrentVersions implements AutoCloseable {
    private static final int IN_FLIGHT = 32;

    private final ObjectStore input;
    private final Map<String, Optional<ObjectVersion>> looked = new HashMap<>();
    private final ExecutorService requests = Executors.newFixedThreadPool(IN_FLIGHT, task -> {
        Thread thread = new Thread(task, "pin");
        thread.setDaemon(true);
        return thread;
    });

    CurrentVersions(ObjectStore input) {
        this.input = input;
    }

    /** Evicts these objects; their versions are requested again. */
    void forget(Collection<String> keys) {
        looked.keySet().removeAll(Set.copyOf(keys));
    }

    /** Caches versions that a listing returned, which saves their HEAD requests. */
    void tell(Collection<StoredObject> listed, Function<String, Kind> kindOf) {
        listed.forEach(object ->
                looked.put(object.key(), Optional.of(ObjectVersion.of(object, kindOf.apply(object.key())))));
    }

    /**
     * Result of a look-up.
     *
     * @param pins versions of the objects that exist
     * @param failures reason of each failed look-up, by key
     */
    record Found(Map<String, ObjectVersion> pins, Map<String, String> failures) {}

    /** Returns the versions of these objects and requests those that are not cached. */
    Found of(List<Announced> announced) {
        Map<String, String> failures = new LinkedHashMap<>();
        Map<Announced, CompletableFuture<Optional<StoredObject>>> heads = new LinkedHashMap<>();
        for (Announced one : announced) {
            if (!looked.containsKey(one.key())) {
                heads.put(one, CompletableFuture.supplyAsync(() -> input.head(one.key()), requests));
            }
        }
        heads.forEach((one, head) -> keep(one, head, failures));
        Map<String, ObjectVersion> pins = new HashMap<>();
        for (Announced one : announced) {
            looked.getOrDefault(one.key(), Optional.empty()).ifPresent(pin -> pins.put(one.key(), pin));
        }
        return new Found(pins, failures);
    }

    private void keep(
            Announced announced, CompletableFuture<Optional<StoredObject>> head, Map<String, String> failures) {
        try {
            looked.put(announced.key(), head.join().map(object -> ObjectVersion.of(object, announced.kind())));
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof StoreException)) {
                throw e;
            }
            failures.put(announced.key(), e.getCause().getMessage());
        }
    }

    @Override
    public void close() {
        requests.shutdownNow();
    }
}
