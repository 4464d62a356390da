package com.sparkify.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is in the input bucket, what a run will be told, and, after the run, what it must have made of it: for each
 * announced key the newest acceptable version that was read.
 */
final class World {
    /** What a bad row does to its object. */
    enum OnError {
        CONTINUE("continue"),
        SKIP_FILE("skip-file");

        private final String argument;

        OnError(String argument) {
            this.argument = argument;
        }

        String argument() {
            return argument;
        }
    }

    private record Told(boolean isRetraction, List<String> keys) {}

    private final OnError onError;
    private final Map<String, byte[]> bucket = new HashMap<>();
    private final List<Told> told = new ArrayList<>();
    private final Map<String, Reading> accepted = new HashMap<>();
    private final Map<String, List<Integer>> versionsRead = new LinkedHashMap<>();
    private int refused;
    private int retracted;

    World(OnError onError) {
        this.onError = onError;
    }

    OnError onError() {
        return onError;
    }

    void put(String key, byte[] bytes) {
        bucket.put(key, bytes);
    }

    void delete(String key) {
        bucket.remove(key);
    }

    void announce(List<String> keys) {
        told.add(new Told(false, List.copyOf(keys)));
    }

    void retract(List<String> keys) {
        told.add(new Told(true, List.copyOf(keys)));
    }

    /** A run has read what it was told of, as it is in the bucket now. */
    void run() {
        for (Told one : told) {
            for (String key : one.keys()) {
                if (one.isRetraction()) {
                    retracted += accepted.remove(key) == null ? 0 : 1;
                } else if (bucket.containsKey(key)) {
                    read(key, bucket.get(key));
                }
            }
        }
        told.clear();
    }

    private void read(String key, byte[] bytes) {
        Optional<Reading> reading = Reading.of(key, bytes)
                .filter(read -> onError == OnError.CONTINUE || read.rejected().isEmpty());
        if (reading.isEmpty()) {
            refused += accepted.containsKey(key) ? 1 : 0;
            return;
        }
        accepted.put(key, reading.get());
        List<Integer> versions = versionsRead.computeIfAbsent(key, none -> new ArrayList<>());
        int version = Arrays.hashCode(bytes);
        if (versions.isEmpty() || versions.get(versions.size() - 1) != version) {
            versions.add(version);
        }
    }

    Rows rows() {
        return Model.tables(accepted.values());
    }

    Map<String, Reading> accepted() {
        return Collections.unmodifiableMap(accepted);
    }

    /** How often a key went back to a version that it had before. */
    long returns() {
        return versionsRead.values().stream()
                .filter(versions -> versions.stream().distinct().count() < versions.size())
                .count();
    }

    /** Unreadable versions that came upon a good one. */
    int refused() {
        return refused;
    }

    int retracted() {
        return retracted;
    }
}
