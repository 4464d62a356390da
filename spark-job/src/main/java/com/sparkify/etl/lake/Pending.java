package com.sparkify.etl.lake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The manifests that wait. Each is read once; one that is none is moved aside and costs the others nothing. */
public final class Pending {
    private final ObjectStore store;
    private final Lake lake;
    private final TreeMap<String, Manifest> read = new TreeMap<>();
    private final Map<String, String> bad = new HashMap<>();

    public Pending(ObjectStore store, Lake lake) {
        this.store = store;
        this.lake = lake;
    }

    /** Whether anything waits at all; reads no manifest. */
    public boolean isEmpty() {
        return store.list(lake.pending()).isEmpty();
    }

    /** What waits now, oldest first. */
    public List<Manifest> manifests() {
        TreeMap<String, Manifest> now = new TreeMap<>();
        for (StoredObject object : store.list(lake.pending())) {
            Manifest manifest = read.containsKey(object.key()) ? read.get(object.key()) : parse(object.key());
            if (manifest != null) {
                now.put(object.key(), manifest);
            }
        }
        read.clear();
        read.putAll(now);
        return new ArrayList<>(now.values());
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
            names.clear();
        }
    }

    /** Manifests that could not be parsed, with the reason, by the key they were moved to. */
    public Map<String, String> bad() {
        return bad;
    }

    private Manifest parse(String key) {
        byte[] bytes = store.get(key).map(ObjectStore.Content::bytes).orElse(null);
        if (bytes == null) {
            return null;
        }
        try {
            return Manifest.of(key, bytes);
        } catch (IllegalArgumentException e) {
            String aside = lake.pendingBad() + key.substring(lake.pending().length());
            store.put(aside, bytes);
            store.delete(List.of(key));
            bad.put(aside, e.getMessage());
            return null;
        }
    }
}
