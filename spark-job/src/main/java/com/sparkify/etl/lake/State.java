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
 * The open batch and the published files that are out of date. A run that finds an open batch of another run recovers
 * from it.
 *
 * <table>
 * <caption>Transitions of the open batch</caption>
 * <tr><td>{@link #begun}</td><td>no batch is open</td><td>a batch is open</td></tr>
 * <tr><td>{@link #ended}</td><td>the batch is booked and its replaced rows are deleted, by its own run or by the
 * next</td><td>none is open</td></tr>
 * <tr><td>{@link #failed}, {@link #excused}</td><td>the run gives up the batch</td><td>open, excused</td></tr>
 * <tr><td>{@link #undone}</td><td>the batch is undone</td><td>none is open; unless excused, a death is recorded for its
 * objects</td></tr>
 * <tr><td>{@link #closed}</td><td>the batch is dropped with an older lake's tables</td><td>none is open</td></tr>
 * </table>
 *
 * @param attempts attempts at object versions of batches that ended badly
 * @param open the open batch, or {@link Open#NONE}
 * @param unpublished what is out of date in the published files
 * @param publishRows maximum rows of a file when the published files were cut; 0 if none was ever written
 */
public record State(Attempts attempts, Open open, Unpublished unpublished, long publishRows) {
    /** The state of a new lake. */
    public static final State NOTHING = new State(Attempts.NONE, Open.NONE, Unpublished.NOTHING, 0);

    private static final int VERSION = 2;

    /**
     * A batch that may be partially committed.
     *
     * @param id the batch id, which its rows carry
     * @param versions ETags of the objects whose contributions it changes, by key
     * @param isExcused whether its run gave it up: then its end is no death of its objects
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

    /** Returns the attempts at this version; empty if no batch with it ended badly. */
    public Optional<Attempt> attempt(String key, String etag) {
        return attempts.of(key, etag);
    }

    /** Returns the state after a batch begins. */
    public State begun(Open batch) {
        return new State(attempts, batch, unpublished, publishRows);
    }

    /**
     * Returns the state after the open batch failed or was given up, before it is undone. Its objects are retried in
     * smaller batches.
     */
    public State failed() {
        return new State(attempts.failed(open.versions()), open.excused(), unpublished, publishRows);
    }

    /**
     * Returns the state after the open batch was interrupted for a reason that does not concern its objects, before it
     * is undone.
     */
    public State excused() {
        return new State(attempts, open.excused(), unpublished, publishRows);
    }

    /** Returns the state after the open batch is undone. Unless its run excused it, the run died. */
    public State undone() {
        return new State(
                open.isExcused() ? attempts : attempts.died(open.versions()), Open.NONE, unpublished, publishRows);
    }

    /** Returns the state after a batch that completed these objects. */
    public State ended(Collection<String> done) {
        return new State(attempts.without(done), Open.NONE, unpublished, publishRows);
    }

    /** Returns the state after the open batch is dropped, because the tables of an older lake are derived anew. */
    public State closed() {
        return new State(attempts, Open.NONE, unpublished, publishRows);
    }

    /**
     * Returns the state after these cells of published tables changed.
     *
     * @param cells by table title
     */
    public State changed(Map<String, LongRanges> cells) {
        return new State(attempts, open, unpublished.and(cells), publishRows);
    }

    /** Returns the state after the published files became unknown. */
    public State unpublishedAll() {
        return new State(attempts, open, Unpublished.ALL, publishRows);
    }

    /** Returns the state after everything is published in files of at most {@code mostRows} rows. */
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

    /** An earlier release wrote no ETags and counted the attempt at the start of the batch, so the batch is excused. */
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
