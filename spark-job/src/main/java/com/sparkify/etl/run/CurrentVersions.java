package com.sparkify.etl.run;

import com.sparkify.etl.key.Utf8Order;
import com.sparkify.etl.lake.ObjectStore;
import com.sparkify.etl.lake.StoreException;
import com.sparkify.etl.lake.StoredObject;
import com.sparkify.etl.plan.Announced;
import com.sparkify.etl.source.Kind;
import com.sparkify.etl.source.ObjectVersion;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
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
import java.util.stream.Collectors;

/**
 * Caches the current version of each announced object, from a listing or from parallel HEAD requests, until the object
 * is done or announced again. A stale version is detected when it is read.
 */
final class CurrentVersions implements AutoCloseable {
    private static final int IN_FLIGHT = 32;
    /** From this number of objects on, a listing usually costs less than their HEAD requests. */
    private static final int LISTED_FROM = 100;
    /** A listing that finds little ends after this many objects for each wanted one. S3 bills 1,000 as 13 HEADs. */
    private static final int LISTED_FOR_EACH = 10;

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
        for (Kind kind : Kind.values()) {
            Set<String> unknown = announced.stream()
                    .filter(one -> one.kind() == kind && !looked.containsKey(one.key()))
                    .map(Announced::key)
                    .collect(Collectors.toSet());
            if (unknown.size() >= LISTED_FROM) {
                list(unknown, kind);
            }
        }
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

    /** Caches those objects that the beginning of a listing returns. The others are requested one by one. */
    private void list(Set<String> keys, Kind kind) {
        try {
            Iterator<StoredObject> listing = input.walk(folder(keys));
            int found = 0;
            for (int listed = 0; found < keys.size() && listed < keys.size() * LISTED_FOR_EACH; listed++) {
                if (!listing.hasNext()) {
                    return;
                }
                StoredObject object = listing.next();
                if (keys.contains(object.key())) {
                    looked.put(object.key(), Optional.of(ObjectVersion.of(object, kind)));
                    found++;
                }
            }
        } catch (StoreException e) {
            // requests for single objects tell what is wrong with each
        }
    }

    /** Returns the folder that contains all keys. */
    private static String folder(Set<String> keys) {
        String least = Collections.min(keys);
        int length = Utf8Order.commonLength(least, Collections.max(keys));
        return least.substring(0, least.lastIndexOf('/', length - 1) + 1);
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
