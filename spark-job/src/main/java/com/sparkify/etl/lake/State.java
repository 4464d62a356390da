package com.sparkify.etl.lake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;

/**
 * How far everything is derived, and what is in flight. What is derived later than this is derived again.
 *
 * @param snapshots for each consumed table, the snapshot up to which all that follows from it is done
 * @param attempts for each object whose contribution may be half changed, how often that was begun; such an object is
 *     never skipped, and a version that was begun too often is set aside
 */
public record State(Map<String, Long> snapshots, Map<String, Attempt> attempts) {
    public static final State NOTHING = new State(Map.of(), Map.of());

    public State {
        snapshots = Map.copyOf(snapshots);
        attempts = Map.copyOf(attempts);
    }

    /** The snapshot of a table up to which its changes are done, or nothing if all of it is to do. */
    public Optional<Long> snapshot(String consumer) {
        return Optional.ofNullable(snapshots.get(consumer));
    }

    /**
     * How often a version was begun, each time without an end.
     *
     * @param etag of the version; null if the object was to be retracted
     */
    public record Attempt(String etag, int count) {
        /** How often this very version was begun. */
        public int of(String version) {
            return version.equals(etag) ? count : 0;
        }
    }

    /** The state once these versions are begun: objects by key, their ETags, null for a retraction. */
    public State begun(Map<String, String> versions) {
        Map<String, Attempt> more = new HashMap<>(attempts);
        versions.forEach((key, etag) -> {
            Attempt last = attempts.get(key);
            int before = last == null || etag == null ? 0 : last.of(etag);
            more.put(key, new Attempt(etag, before + 1));
        });
        return new State(snapshots, more);
    }

    /**
     * The state once an orderly failure took back what was begun: it was not the objects that killed the run, but their
     * contributions may be half changed.
     */
    public State takenBack(Collection<String> keys) {
        Map<String, Attempt> fewer = new HashMap<>(attempts);
        keys.forEach(key -> fewer.computeIfPresent(
                key, (k, attempt) -> new Attempt(attempt.etag(), Math.max(0, attempt.count() - 1))));
        return new State(snapshots, fewer);
    }

    /** The state once these objects were left as {@code earlier} had them. */
    public State leftAs(State earlier, Collection<String> keys) {
        Map<String, Attempt> left = new HashMap<>(attempts);
        for (String key : keys) {
            left.compute(key, (k, attempt) -> earlier.attempts().get(k));
        }
        return new State(snapshots, left);
    }

    /** The state once these objects are done. */
    public State done(Collection<String> keys) {
        Map<String, Attempt> left = new HashMap<>(attempts);
        left.keySet().removeAll(new HashSet<>(keys));
        return new State(snapshots, left);
    }

    /** The state once everything is derived up to {@code newer}. */
    public State derived(Map<String, Long> newer) {
        Map<String, Long> all = new HashMap<>(snapshots);
        all.putAll(newer);
        return new State(all, attempts);
    }

    byte[] toJson() {
        ObjectNode root = Json.MAPPER.createObjectNode().put("version", 1);
        ObjectNode derived = root.putObject("snapshots");
        snapshots.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> derived.put(e.getKey(), e.getValue()));
        ObjectNode inFlight = root.putObject("attempts");
        attempts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> inFlight.putObject(e.getKey())
                        .put("etag", e.getValue().etag())
                        .put("count", e.getValue().count()));
        return Json.bytes(root);
    }

    static State of(byte[] json) {
        var root = Json.object(json);
        Map<String, Long> snapshots = new HashMap<>();
        root.path("snapshots")
                .properties()
                .forEach(e -> snapshots.put(e.getKey(), e.getValue().asLong()));
        Map<String, Attempt> attempts = new HashMap<>();
        root.path("attempts")
                .properties()
                .forEach(e -> attempts.put(
                        e.getKey(),
                        new Attempt(
                                e.getValue().path("etag").textValue(),
                                e.getValue().path("count").asInt())));
        return new State(snapshots, attempts);
    }
}
