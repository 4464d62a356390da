package com.sparkify.etl.run;

import com.sparkify.etl.lake.ObjectStore;
import com.sparkify.etl.lake.StoreException;
import com.sparkify.etl.lake.StoredObject;
import com.sparkify.etl.plan.Announced;
import com.sparkify.etl.source.Pin;
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

/** The current version of each announced object, looked up once, many at a time, until somebody announces it again. */
final class Pins implements AutoCloseable {
    private static final int IN_FLIGHT = 32;

    private final ObjectStore input;
    private final Map<String, Optional<Pin>> looked = new HashMap<>();
    private final Map<String, String> failures = new LinkedHashMap<>();
    private final ExecutorService requests = Executors.newFixedThreadPool(IN_FLIGHT, task -> {
        Thread thread = new Thread(task, "pin");
        thread.setDaemon(true);
        return thread;
    });

    Pins(ObjectStore input) {
        this.input = input;
    }

    /** Forgets these objects: they are looked up again. */
    void forget(Collection<String> keys) {
        looked.keySet().removeAll(Set.copyOf(keys));
    }

    /** The pins of those that exist. Those that could not be looked up are in {@link #failures} from now on. */
    Map<String, Pin> of(List<Announced> announced) {
        Map<Announced, CompletableFuture<Optional<StoredObject>>> heads = new LinkedHashMap<>();
        for (Announced one : announced) {
            if (!looked.containsKey(one.key())) {
                heads.put(one, CompletableFuture.supplyAsync(() -> input.head(one.key()), requests));
            }
        }
        heads.forEach(this::keep);
        Map<String, Pin> pins = new HashMap<>();
        for (Announced one : announced) {
            looked.getOrDefault(one.key(), Optional.empty()).ifPresent(pin -> pins.put(one.key(), pin));
        }
        return pins;
    }

    /** Why an object could not be looked up, by key. */
    Map<String, String> failures() {
        return failures;
    }

    private void keep(Announced announced, CompletableFuture<Optional<StoredObject>> head) {
        try {
            looked.put(
                    announced.key(),
                    head.join()
                            .map(object -> new Pin(
                                    object.key(), announced.kind(), object.etag(), object.versionId(), object.size())));
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
