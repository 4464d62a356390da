package com.sparkify.etl.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How far everything is derived, and what is in flight. What is derived later than this is derived again.
 *
 * @param snapshots for each consumed table, the snapshot up to which all that follows from it is done
 * @param attempts for each object version whose reading was begun and never ended well, how that went
 * @param open the batch under way, or {@link Open#NONE}; found by another run, it is one that was cut short
 */
public record State(Map<String, Long> snapshots, Map<String, Attempt> attempts, Open open) {
    public static final State NOTHING = new State(Map.of(), Map.of(), Open.NONE);

    public State {
        snapshots = Map.copyOf(snapshots);
        attempts = Map.copyOf(attempts);
    }

    /**
     * A batch whose commits may be half done.
     *
     * @param id its name, which its commits bear
     * @param keys the objects whose contributions it changes
     * @param before for each table it writes the snapshot before it; a table that had none is left out
     */
    public record Open(String id, Set<String> keys, Map<String, Long> before) {
        public static final Open NONE = new Open("none", Set.of(), Map.of());

        public Open {
            keys = Set.copyOf(keys);
            before = Map.copyOf(before);
        }

        /** A table's snapshot before the batch, or nothing if it had none. */
        public Optional<Long> snapshotBefore(String table) {
            return Optional.ofNullable(before.get(table));
        }
    }

    /**
     * How the reading of a version went so far.
     *
     * @param etag of the version
     * @param deaths how often a run began it and died
     * @param company how many objects may be with it in a batch, itself included: ever fewer, so that the one at fault
     *     ends up alone
     */
    public record Attempt(String etag, int deaths, int company) {}

    /** The snapshot of a table up to which its changes are done, or nothing if all of it is to do. */
    public Optional<Long> snapshot(String consumer) {
        return Optional.ofNullable(snapshots.get(consumer));
    }

    /** How this very version went so far, or nothing if it was never begun. */
    public Optional<Attempt> attempt(String key, String etag) {
        return Optional.ofNullable(attempts.get(key))
                .filter(attempt -> attempt.etag().equals(etag));
    }

    /**
     * The state once a batch is begun. Should the run die of it, this is what the next one finds: a death more, and a
     * company that is cut to its square root, then to one.
     *
     * @param versions the objects to read by key, with their ETags
     */
    public State begun(Open batch, Map<String, String> versions) {
        Map<String, Attempt> more = new HashMap<>(attempts);
        int fewer = (int) Math.ceil(Math.sqrt(versions.size()));
        versions.forEach((key, etag) -> {
            int deaths = attempt(key, etag).map(Attempt::deaths).orElse(0);
            more.put(key, new Attempt(etag, deaths + 1, deaths == 0 ? fewer : 1));
        });
        return new State(snapshots, more, batch);
    }

    /**
     * The state once the open batch failed in good order: it is still to be undone, nobody died of its versions, but each
     * gets half the company.
     *
     * @param earlier the state before the batch
     */
    public State failed(State earlier, Map<String, String> versions) {
        Map<String, Attempt> halved = new HashMap<>(earlier.attempts());
        int half = Math.max(1, versions.size() / 2);
        versions.forEach((key, etag) -> {
            int deaths = earlier.attempt(key, etag).map(Attempt::deaths).orElse(0);
            halved.put(key, new Attempt(etag, deaths, half));
        });
        return new State(snapshots, halved, open);
    }

    /** The state once the open batch failed, still to be undone, through no fault of its versions. */
    public State spared(State earlier) {
        return new State(snapshots, earlier.attempts(), open);
    }

    /** The state once a batch is over that did these objects, and that left the others as {@code earlier} had them. */
    public State ended(State earlier, Collection<String> done) {
        Map<String, Attempt> left = new HashMap<>(earlier.attempts());
        left.keySet().removeAll(Set.copyOf(done));
        return new State(snapshots, left, Open.NONE);
    }

    /** The state once the open batch is undone, or found to be booked; what its versions went through is kept. */
    public State closed() {
        return new State(snapshots, attempts, Open.NONE);
    }

    /** The state once everything is derived up to {@code newer}. */
    public State derived(Map<String, Long> newer) {
        Map<String, Long> all = new HashMap<>(snapshots);
        all.putAll(newer);
        return new State(all, attempts, open);
    }

    byte[] toJson() {
        ObjectNode root = Json.MAPPER.createObjectNode().put("version", 1);
        write(root.putObject("snapshots"), snapshots);
        ObjectNode begun = root.putObject("attempts");
        new TreeMap<>(attempts)
                .forEach((key, attempt) -> begun.putObject(key)
                        .put("etag", attempt.etag())
                        .put("deaths", attempt.deaths())
                        .put("company", attempt.company()));
        ObjectNode batch = root.putObject("open").put("id", open.id());
        open.keys().stream().sorted().forEach(batch.putArray("keys")::add);
        write(batch.putObject("before"), open.before());
        return Json.bytes(root);
    }

    static State of(byte[] json) {
        JsonNode root = Json.object(json);
        Map<String, Attempt> attempts = new HashMap<>();
        root.path("attempts")
                .properties()
                .forEach(e -> attempts.put(
                        e.getKey(),
                        new Attempt(
                                e.getValue().path("etag").asText(),
                                e.getValue().path("deaths").asInt(),
                                e.getValue().path("company").asInt(1))));
        Set<String> keys = new HashSet<>();
        root.path("open").path("keys").forEach(key -> keys.add(key.asText()));
        Open open = new Open(
                root.path("open").path("id").asText("none"),
                keys,
                snapshots(root.path("open").path("before")));
        return new State(snapshots(root.path("snapshots")), attempts, open);
    }

    private static void write(ObjectNode node, Map<String, Long> snapshots) {
        new TreeMap<>(snapshots).forEach(node::put);
    }

    private static Map<String, Long> snapshots(JsonNode node) {
        Map<String, Long> snapshots = new HashMap<>();
        node.properties().forEach(e -> snapshots.put(e.getKey(), e.getValue().asLong()));
        return snapshots;
    }
}
