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
 * @param attempts for each object whose contribution may have been half changed, how often that was begun; such an
 *     object is never skipped, and one that was begun too often is set aside
 */
public record State(Map<String, Long> snapshots, Map<String, Integer> attempts) {
    public static final State NOTHING = new State(Map.of(), Map.of());

    public State {
        snapshots = Map.copyOf(snapshots);
        attempts = Map.copyOf(attempts);
    }

    /** The snapshot of a table up to which its changes are done, or nothing if all of it is to do. */
    public Optional<Long> snapshot(String consumer) {
        return Optional.ofNullable(snapshots.get(consumer));
    }

    /** The state once these objects are begun. */
    public State begun(Collection<String> keys) {
        Map<String, Integer> more = new HashMap<>(attempts);
        keys.forEach(key -> more.merge(key, 1, Integer::sum));
        return new State(snapshots, more);
    }

    /**
     * The state once an orderly failure took back what was begun: it was not the objects that killed the run, but their
     * contributions may be half changed.
     */
    public State takenBack(Collection<String> keys) {
        Map<String, Integer> fewer = new HashMap<>(attempts);
        keys.forEach(key -> fewer.computeIfPresent(key, (k, count) -> Math.max(0, count - 1)));
        return new State(snapshots, fewer);
    }

    /** The state once these objects were left as {@code earlier} had them. */
    public State leftAs(State earlier, Collection<String> keys) {
        Map<String, Integer> left = new HashMap<>(attempts);
        for (String key : keys) {
            left.compute(key, (k, count) -> earlier.attempts().get(k));
        }
        return new State(snapshots, left);
    }

    /** The state once these objects are done. */
    public State done(Collection<String> keys) {
        Map<String, Integer> left = new HashMap<>(attempts);
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
                .forEach(e -> inFlight.put(e.getKey(), e.getValue()));
        return Json.bytes(root);
    }

    static State of(byte[] json) {
        var root = Json.object(json);
        Map<String, Long> snapshots = new HashMap<>();
        root.path("snapshots")
                .properties()
                .forEach(e -> snapshots.put(e.getKey(), e.getValue().asLong()));
        Map<String, Integer> attempts = new HashMap<>();
        root.path("attempts")
                .properties()
                .forEach(e -> attempts.put(e.getKey(), e.getValue().asInt()));
        return new State(snapshots, attempts);
    }
}
