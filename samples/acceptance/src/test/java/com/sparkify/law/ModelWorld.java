package com.sparkify.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The content of the input bucket, the requests of the next run and, after the run, the expected result: for each
 * announced key the newest acceptable version that was read.
 */
final class ModelWorld {
    /** Handling of bad rows. */
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

    private enum Told {
        ANNOUNCED,
        RETRACTED,
        SWEPT
    }

    private record Message(Told told, List<String> keys) {}

    /** The last history row as far as a sweep needs it: the version that was read, if any. */
    private record Known(Integer version, boolean isRetracted) {}

    private final OnError onError;
    private final Map<String, byte[]> bucket = new HashMap<>();
    private final List<Message> messages = new ArrayList<>();
    private final Map<String, Reading> accepted = new HashMap<>();
    private final Map<String, List<Integer>> versionsRead = new LinkedHashMap<>();
    private final Map<String, Known> history = new HashMap<>();
    private final Set<String> erasures = new HashSet<>();
    private final Set<String> erased = new HashSet<>();
    private int refused;
    private int retracted;
    private int sweeps;
    private long linesErased;
    private long linesOfErased;

    ModelWorld(OnError onError) {
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
        messages.add(new Message(Told.ANNOUNCED, List.copyOf(keys)));
    }

    void retract(List<String> keys) {
        messages.add(new Message(Told.RETRACTED, List.copyOf(keys)));
    }

    /** Takes effect with the next run. */
    void erase(List<String> users) {
        erasures.addAll(users);
    }

    void sweep() {
        messages.add(new Message(Told.SWEPT, List.of()));
    }

    /** Reads all requested objects as they are in the bucket now. */
    void run() {
        linesErased += lines(accepted.values(), erasures);
        erased.addAll(erasures);
        erasures.clear();
        Map<String, Known> historyBefore = Map.copyOf(history);
        for (Message message : messages) {
            switch (message.told()) {
                case ANNOUNCED -> message.keys().forEach(this::load);
                case RETRACTED -> message.keys().forEach(key -> takeOut(key, historyBefore.get(key)));
                case SWEPT -> loadWhatIsNew();
            }
        }
        messages.clear();
    }

    private void load(String key) {
        if (bucket.containsKey(key)) {
            read(key, bucket.get(key));
        } else {
            history.put(key, new Known(null, false));
        }
    }

    /**
     * A sweep must not load the version that the history has, or else the current one. Requests before the retraction
     * within the same run are never read.
     */
    private void takeOut(String key, Known known) {
        byte[] there = bucket.get(key);
        Integer version = known != null ? known.version() : there == null ? null : (Integer) Arrays.hashCode(there);
        history.put(key, new Known(version, true));
        retracted += accepted.remove(key) == null ? 0 : 1;
    }

    private void loadWhatIsNew() {
        sweeps++;
        bucket.forEach((key, bytes) -> {
            Known known = history.get(key);
            boolean isTakenOut =
                    known != null && known.isRetracted() && Objects.equals(known.version(), Arrays.hashCode(bytes));
            if (!isTakenOut) {
                read(key, bytes);
            }
        });
    }

    private void read(String key, byte[] bytes) {
        history.put(key, new Known(Arrays.hashCode(bytes), false));
        Optional<Reading> reading = Reading.of(key, bytes)
                .filter(read -> onError == OnError.CONTINUE || read.rejected().isEmpty());
        if (reading.isEmpty()) {
            refused += accepted.containsKey(key) ? 1 : 0;
            return;
        }
        accepted.put(key, reading.get());
        linesOfErased += lines(List.of(reading.get()), erased);
        List<Integer> versions = versionsRead.computeIfAbsent(key, none -> new ArrayList<>());
        int version = Arrays.hashCode(bytes);
        if (versions.isEmpty() || versions.get(versions.size() - 1) != version) {
            versions.add(version);
        }
    }

    Rows rows() {
        return Model.tables(accepted().values());
    }

    Map<String, Reading> accepted() {
        Map<String, Reading> kept = new HashMap<>();
        accepted.forEach((key, reading) -> kept.put(key, reading.without(erased)));
        return kept;
    }

    private static long lines(Collection<Reading> readings, Set<String> users) {
        return readings.stream()
                .mapToLong(reading -> reading.rows() - reading.without(users).rows())
                .sum();
    }

    /** Lines that the tables had told of when their user was erased. */
    long linesErased() {
        return linesErased;
    }

    /** Lines of users that were read after these had been erased. */
    long linesOfErased() {
        return linesOfErased;
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

    int sweeps() {
        return sweeps;
    }
}
