package com.sparkify.etl.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sparkify.etl.key.LongRanges;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is in flight, and what the published files are behind with. A batch that another run finds open was cut short.
 *
 * @param attempts for each object version whose reading was begun and never ended well, how that went
 * @param open the batch under way, or {@link Open#NONE}
 * @param unpublished what the published files are behind with
 * @param publishRows the most rows of a file by which the published files are cut; 0 if none was ever written
 */
public record State(Map<String, Attempt> attempts, Open open, Unpublished unpublished, long publishRows) {
    /** The state of a lake that nobody has written yet. */
    public static final State NOTHING = new State(Map.of(), Open.NONE, Unpublished.NOTHING, 0);

    private static final int VERSION = 2;

    public State {
        attempts = Map.copyOf(attempts);
    }

    /**
     * A batch whose commits may be half done.
     *
     * @param id its name, which its rows bear
     * @param keys the objects whose contributions it changes
     */
    public record Open(String id, Set<String> keys) {
        public static final Open NONE = new Open("none", Set.of());

        public Open {
            keys = Set.copyOf(keys);
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
        return new State(more, batch, unpublished, publishRows);
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
        return new State(halved, open, unpublished, publishRows);
    }

    /** The state once the open batch failed, still to be undone, through no fault of its versions. */
    public State spared(State earlier) {
        return new State(earlier.attempts(), open, unpublished, publishRows);
    }

    /** The state once a batch is over that did these objects, and that left the others as {@code earlier} had them. */
    public State ended(State earlier, Collection<String> done) {
        Map<String, Attempt> left = new HashMap<>(earlier.attempts());
        left.keySet().removeAll(Set.copyOf(done));
        return new State(left, Open.NONE, unpublished, publishRows);
    }

    /** The state once the open batch is undone, or found to be booked; what its versions went through is kept. */
    public State closed() {
        return new State(attempts, Open.NONE, unpublished, publishRows);
    }

    /** The state once these cells of published tables changed, by the tables' titles. */
    public State changed(Map<String, LongRanges> cells) {
        return new State(attempts, open, unpublished.and(cells), publishRows);
    }

    /** The state once it is not known any more what is published. */
    public State unpublishedAll() {
        return new State(attempts, open, Unpublished.ALL, publishRows);
    }

    /** The state once everything is published in files of at most so many rows. */
    public State published(long mostRows) {
        return new State(attempts, open, Unpublished.NOTHING, mostRows);
    }

    byte[] toJson() {
        ObjectNode root = Json.MAPPER.createObjectNode().put("version", VERSION);
        ObjectNode begun = root.putObject("attempts");
        new TreeMap<>(attempts)
                .forEach((key, attempt) -> begun.putObject(key)
                        .put("etag", attempt.etag())
                        .put("deaths", attempt.deaths())
                        .put("company", attempt.company()));
        ObjectNode batch = root.putObject("open").put("id", open.id());
        open.keys().stream().sorted().forEach(batch.putArray("keys")::add);
        unpublished.write(root.putObject("unpublished"));
        root.put("publishRows", publishRows);
        return Json.bytes(root);
    }

    static State of(byte[] json) {
        JsonNode root = Json.object(json);
        if (root.path("version").asInt() > VERSION) {
            throw new IllegalArgumentException(
                    "version must be at most %d: %s; a newer job wrote it".formatted(VERSION, root.path("version")));
        }
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
        return new State(
                attempts,
                new Open(root.path("open").path("id").asText("none"), keys),
                Unpublished.of(root.path("unpublished")),
                root.path("publishRows").asLong());
    }
}
