package com.sparkify.etl.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.lake.Attempts.Attempt;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is in flight, and what the published files are behind with. A batch that another run finds open was cut short.
 *
 * <table>
 * <caption>Transitions of the open batch</caption>
 * <tr><td>{@link #begun}</td><td>no batch is open</td><td>a batch is open</td></tr>
 * <tr><td>{@link #ended}</td><td>the batch is booked and its replaced rows are deleted</td><td>none is open</td></tr>
 * <tr><td>{@link #failed}, {@link #excused}</td><td>the run gives up the batch, and knows it</td><td>open, nobody is
 * blamed</td></tr>
 * <tr><td>{@link #undone}</td><td>the batch is undone</td><td>none is open; without an excuse its objects are
 * blamed</td></tr>
 * <tr><td>{@link #closed}</td><td>the batch is found to be booked</td><td>none is open</td></tr>
 * </table>
 *
 * @param attempts how batches of some object versions went that ended badly
 * @param open the batch under way, or {@link Open#NONE}
 * @param unpublished what the published files are behind with
 * @param publishRows the most rows of a file by which the published files are cut; 0 if none was ever written
 */
public record State(Attempts attempts, Open open, Unpublished unpublished, long publishRows) {
    /** The state of a lake that nobody has written yet. */
    public static final State NOTHING = new State(Attempts.NONE, Open.NONE, Unpublished.NOTHING, 0);

    private static final int VERSION = 2;

    /**
     * A batch whose commits may be half done.
     *
     * @param id its name, which its rows bear
     * @param versions the objects whose contributions it changes, with their ETags
     * @param isExcused whether its run gave it up knowingly: then no object is blamed for its end
     */
    public record Open(String id, Map<String, String> versions, boolean isExcused) {
        public static final Open NONE = new Open("none", Map.of());

        public Open {
            versions = Map.copyOf(versions);
        }

        public Open(String id, Map<String, String> versions) {
            this(id, versions, false);
        }

        public Set<String> keys() {
            return versions.keySet();
        }

        private Open excused() {
            return new Open(id, versions, true);
        }
    }

    /** How this very version went so far, or nothing if no batch with it ended badly. */
    public Optional<Attempt> attempt(String key, String etag) {
        return attempts.of(key, etag);
    }

    /** The state once a batch is begun. */
    public State begun(Open batch) {
        return new State(attempts, batch, unpublished, publishRows);
    }

    /** The state once the open batch, still to be undone, failed or was given up: its objects come in smaller batches. */
    public State failed() {
        return new State(attempts.failed(open.versions()), open.excused(), unpublished, publishRows);
    }

    /** The state once the open batch, still to be undone, came to an end that has nothing to do with its objects. */
    public State excused() {
        return new State(attempts, open.excused(), unpublished, publishRows);
    }

    /** The state once the open batch is undone. If its run did not excuse it, the run ended abruptly. */
    public State undone() {
        return new State(
                open.isExcused() ? attempts : attempts.died(open.versions()), Open.NONE, unpublished, publishRows);
    }

    /** The state once a batch is over that did these objects. */
    public State ended(Collection<String> done) {
        return new State(attempts.without(done), Open.NONE, unpublished, publishRows);
    }

    /** The state once the open batch is found to be booked, or gone with the rest of an older lake. */
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
        ObjectNode root = LakeDocuments.MAPPER.createObjectNode().put("version", VERSION);
        attempts.write(root.putObject("attempts"));
        ObjectNode batch = root.putObject("open").put("id", open.id());
        ArrayNode keys = batch.putArray("keys");
        ArrayNode etags = batch.putArray("etags");
        new TreeMap<>(open.versions()).forEach((key, etag) -> {
            keys.add(key);
            etags.add(etag);
        });
        batch.put("excused", open.isExcused());
        unpublished.write(root.putObject("unpublished"));
        root.put("publishRows", publishRows);
        return LakeDocuments.bytes(root);
    }

    static State of(byte[] json) {
        JsonNode root = LakeDocuments.object(json);
        if (root.path("version").asInt() > VERSION) {
            throw new IllegalArgumentException(
                    "version must be at most %d: %s; a newer job wrote it".formatted(VERSION, root.path("version")));
        }
        return new State(
                Attempts.of(root.path("attempts")),
                open(root.path("open")),
                Unpublished.of(root.path("unpublished")),
                root.path("publishRows").asLong());
    }

    /** An earlier release wrote no ETags here, and counted the attempt when it began the batch: it is excused. */
    private static Open open(JsonNode batch) {
        Map<String, String> versions = new HashMap<>();
        JsonNode keys = batch.path("keys");
        JsonNode etags = batch.path("etags");
        for (int i = 0; i < keys.size(); i++) {
            versions.put(keys.get(i).asText(), etags.path(i).asText());
        }
        return new Open(
                batch.path("id").asText("none"), versions, batch.path("excused").asBoolean(etags.isMissingNode()));
    }
}
