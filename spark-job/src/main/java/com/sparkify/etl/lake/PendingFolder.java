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
 * Reads the manifests under {@code pending/} in passes over the folder: oldest first, in portions, each once. Moves
 * objects that are no manifests aside.
 */
public final class PendingFolder {
    /** Shared by all instances; its threads end when idle. */
    private static final ExecutorService REQUESTS = requests();

    private static final int IN_FLIGHT = 32;
    private static final int AT_ONCE = 1000;
    /** Larger than any manifest of a launcher; parsing more would take memory that the run needs. */
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

    /** Returns true if no manifest is pending. Reads none. */
    public boolean isEmpty() {
        return !store.walk(lake.pending()).hasNext();
    }

    /** Starts a new pass, whether or not the last one was completed. */
    public void beginPass() {
        pass = store.walk(lake.pending());
    }

    /** Returns true if the pass is not completed. */
    public boolean hasNext() {
        return pass.hasNext();
    }

    /**
     * Returns the next manifests of the pass, fetched in parallel, without those that were returned before.
     *
     * @param mostBytes maximum total size; a larger manifest is returned alone
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

    /** Returns null if the object is gone or is no manifest. */
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

    /** Moves a manifest to {@code pending-bad/}. Runs ignore it until an operator moves it back. */
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
     * Deletes manifests whose objects are all committed and published. Manifests that may name the same object are
     * deleted one after the other, oldest first: an older retraction that outlived a newer load would be executed again
     * by the next run.
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

    /** Returns the reasons of manifests that were moved aside, by their new key. */
    public Map<String, String> bad() {
        return bad;
    }
}
