package com.sparkify.etl.lake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /** Removes manifests whose every object is committed and published. */
    public void remove(List<Manifest> done) {
        if (!done.isEmpty()) {
            store.delete(done.stream().map(Manifest::name).toList());
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
