package com.sparkify.etl.erase;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sparkify.etl.lake.ObjectStore;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The object that reports what an erasure did or, while it is in progress, what it will do. It names no user. Rows are
 * counted before they are removed; a resumed erasure finds fewer, so the greater count is kept.
 */
final class ErasureAnswer {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ObjectStore lake;
    private final String key;
    private final ObjectNode document;

    private ErasureAnswer(ObjectStore lake, String key, ObjectNode document) {
        this.lake = lake;
        this.key = key;
        this.document = document;
    }

    /** Creates an answer, or resumes that of an interrupted erasure. */
    static ErasureAnswer open(ObjectStore lake, String key, String id, int users, String runId) {
        ObjectNode document = lake.get(key).map(ErasureAnswer::parse).orElseGet(MAPPER::createObjectNode);
        if (!document.has("begunAt")) {
            document.put("version", 1).put("id", id).put("users", users).put("begunAt", now());
            document.putObject("rows");
        }
        document.put("isFinished", false).put("run", runId);
        return new ErasureAnswer(lake, key, document);
    }

    private static ObjectNode parse(ObjectStore.Content content) {
        try {
            return MAPPER.readTree(content.bytes()) instanceof ObjectNode object ? object : MAPPER.createObjectNode();
        } catch (IOException e) {
            return MAPPER.createObjectNode(); // an unreadable answer is replaced
        }
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** Records the number of rows to remove from a table. */
    void rows(String table, long count) {
        ObjectNode rows = (ObjectNode) document.get("rows");
        rows.put(table, Math.max(count, rows.path(table).asLong()));
    }

    /** Increments a counter. */
    void add(String name, long count) {
        document.put(name, document.path(name).asLong() + count);
    }

    void objects(String name, Collection<String> keys) {
        keys.stream().sorted().forEach(document.putArray(name)::add);
    }

    void finish() {
        document.put("isFinished", true).put("finishedAt", now());
        write();
    }

    void write() {
        lake.put(key, bytes(document));
    }

    /** Returns the input objects recorded so far. */
    List<String> objects() {
        List<String> keys = new ArrayList<>();
        document.path("inputObjects").forEach(key -> keys.add(key.asText()));
        return keys;
    }

    private static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree is always JSON", e);
        }
    }
}
