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
 * The current version of each announced object: as a listing told it, else looked up, many at a time; until it is done or
 * somebody announces it again. A version that is no longer current is found out when it is read.
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

    /** Forgets these objects: they are looked up again. */
    void forget(Collection<String> keys) {
        looked.keySet().removeAll(Set.copyOf(keys));
    }

    /** Takes note of what a listing tells of objects: they need not be looked up. */
    void tell(Collection<StoredObject> listed, Function<String, Kind> kindOf) {
        listed.forEach(object ->
                looked.put(object.key(), Optional.of(ObjectVersion.of(object, kindOf.apply(object.key())))));
    }

    /**
     * What was found of announced objects.
     *
     * @param pins of those that exist
     * @param failures why an object could not be looked up, by key
     */
    record Found(Map<String, ObjectVersion> pins, Map<String, String> failures) {}

    /** Looks up those that are not known. */
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
