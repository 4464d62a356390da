package com.sparkify.etl.lake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The manifests under {@code pending/}, read in passes over the folder: oldest first, some at a time, each once. An object
 * that is no manifest is moved aside and costs the others nothing.
 */
public final class PendingFolder {
    /** One pool for all: its threads end when there is nothing to fetch. */
    private static final ExecutorService REQUESTS = requests();

    private static final int IN_FLIGHT = 32;
    private static final int AT_ONCE = 1000;
    /** No launcher writes so much; to parse it would take the memory that the run needs. */
    private static final long MOST_BYTES = 64L << 20;

    private static final int COPIED_AT_ONCE = 8 << 20;

    private final ObjectStore store;
    private final Lake lake;
    private final Set<String> read = new HashSet<>();
    private final Map<String, String> bad = Collections.synchronizedMap(new TreeMap<>());
    private Iterator<StoredObject> pass = Collections.emptyIterator();

    public PendingFolder(ObjectStore store, Lake lake) {
        this.store = store;
        this.lake = lake;
    }

    private static ExecutorService requests() {
        ThreadPoolExecutor requests =
                new ThreadPoolExecutor(IN_FLIGHT, IN_FLIGHT, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "manifest");
                    thread.setDaemon(true);
                    return thread;
                });
        requests.allowCoreThreadTimeOut(true);
        return requests;
    }

    /** Whether nothing waits at all; reads no manifest. */
    public boolean isEmpty() {
        return !store.walk(lake.pending()).hasNext();
    }

    /** Begins a pass over all that waits from now on, whether or not an earlier pass came to its end. */
    public void beginPass() {
        pass = store.walk(lake.pending());
    }

    /** Whether the pass has not come to its end. */
    public boolean hasNext() {
        return pass.hasNext();
    }

    /**
     * The next manifests of the pass that were not given before, fetched side by side.
     *
     * @param mostBytes limits how much they hold together; one that is larger comes alone
     */
    public List<Manifest> next(long mostBytes) {
        List<StoredObject> chosen = new ArrayList<>();
        long bytes = 0;
        while (pass.hasNext() && chosen.size() < AT_ONCE && bytes < mostBytes) {
            StoredObject object = pass.next();
            if (read.add(object.key())) {
                chosen.add(object);
                bytes += object.size();
            }
        }
        if (chosen.size() == 1) {
            return Stream.ofNullable(fetch(chosen.get(0))).toList();
        }
        List<Future<Manifest>> fetched = chosen.stream()
                .map(object -> REQUESTS.submit(() -> fetch(object)))
                .toList();
        return fetched.stream().map(PendingFolder::get).filter(Objects::nonNull).toList();
    }

    private static Manifest get(Future<Manifest> fetched) {
        try {
            return fetched.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while manifests were fetched", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    /** Null for one that is gone, or is no manifest. */
    private Manifest fetch(StoredObject object) {
        if (object.size() > MOST_BYTES) {
            setAside(object.key(), "A manifest has at most %d bytes: it has %d".formatted(MOST_BYTES, object.size()));
            return null;
        }
        byte[] bytes = store.get(object.key()).map(ObjectStore.Content::bytes).orElse(null);
        if (bytes == null) {
            return null;
        }
        try {
            return Manifest.of(object.key(), bytes);
        } catch (IllegalArgumentException e) {
            setAside(object.key(), e.getMessage());
            return null;
        }
    }

    /** Moves a manifest to {@code pending-bad/}: no run looks at it again until somebody puts it back. */
    public void setAside(String name, String reason) {
        String aside = lake.pendingBad() + name.substring(lake.pending().length());
        store.head(name).ifPresent(object -> {
            copy(object, aside);
            store.delete(List.of(name));
        });
        bad.put(aside, reason);
    }

    private void copy(StoredObject object, String to) {
        try (Upload upload = store.upload(to);
                InputStream in = store.open(object.key(), object.etag(), 0)) {
            for (byte[] some = in.readNBytes(COPIED_AT_ONCE); some.length > 0; some = in.readNBytes(COPIED_AT_ONCE)) {
                upload.write(some);
            }
            upload.complete();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot copy " + object.key(), e);
        }
    }

    /**
     * Removes manifests whose every object is committed and published. Those that may ask for the same object go one after
     * the other, oldest first: if an older retraction outlived a newer load, the next run would retract again.
     */
    public void remove(List<Manifest> done) {
        List<String> together = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (Manifest manifest : done) {
            boolean isAlone = manifest.request() != null;
            if (isAlone || manifest.keys().stream().anyMatch(keys::contains)) {
                delete(together);
                keys.clear();
            }
            together.add(manifest.name());
            keys.addAll(manifest.keys());
            if (isAlone) {
                delete(together);
            }
        }
        delete(together);
    }

    private void delete(List<String> names) {
        if (!names.isEmpty()) {
            store.delete(List.copyOf(names));
            names.forEach(read::remove);
            names.clear();
        }
    }

    /** Manifests that were moved aside, with the reason, by the key they were moved to. */
    public Map<String, String> bad() {
        return bad;
    }
}
