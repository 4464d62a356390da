package com.sparkify.etl.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The retry policy: the object versions of batches that ended badly, and the maximum size of the batch in which each is
 * read next. Only a single-object batch identifies the object at fault, so only such a batch counts as a death.
 */
public record Attempts(Map<String, Attempt> byKey) {
    public static final Attempts NONE = new Attempts(Map.of());

    public Attempts {
        byKey = Map.copyOf(byKey);
    }

    /**
     * Earlier attempts to read a version.
     *
     * @param etag the version
     * @param deaths number of runs that died while this version was the only object of their batch
     * @param maxBatchSize maximum number of objects in its batch, itself included
     */
    public record Attempt(String etag, int deaths, int maxBatchSize) {}

    /** Returns the attempts at this version; empty if no batch with it ended badly. */
    public Optional<Attempt> of(String key, String etag) {
        return Optional.ofNullable(byKey.get(key))
                .filter(attempt -> attempt.etag().equals(etag));
    }

    /**
     * Records that a run died in a batch of these versions. The next batch has at most the square root of their number,
     * the one after that a single object.
     */
    Attempts died(Map<String, String> versions) {
        int fewer = Math.max(1, (int) Math.sqrt(versions.size()));
        int death = versions.size() == 1 ? 1 : 0;
        return with(
                versions,
                before -> new Attempt(before.etag(), before.deaths() + death, before.maxBatchSize() == 0 ? fewer : 1));
    }

    /**
     * Records that a batch of these versions failed with an exception or was given up. The next batch has at most half
     * as many objects.
     */
    Attempts failed(Map<String, String> versions) {
        int half = Math.max(1, versions.size() / 2);
        return with(versions, before -> new Attempt(before.etag(), before.deaths(), half));
    }

    /** Removes objects that need no further work. */
    Attempts without(Collection<String> done) {
        Map<String, Attempt> left = new HashMap<>(byKey);
        left.keySet().removeAll(Set.copyOf(done));
        return new Attempts(left);
    }

    private Attempts with(Map<String, String> versions, UnaryOperator<Attempt> next) {
        Map<String, Attempt> more = new HashMap<>(byKey);
        versions.forEach((key, etag) -> more.put(key, next.apply(of(key, etag).orElse(new Attempt(etag, 0, 0)))));
        return new Attempts(more);
    }

    void write(ObjectNode node) {
        new TreeMap<>(byKey)
                .forEach((key, attempt) -> node.putObject(key)
                        .put("etag", attempt.etag())
                        .put("deaths", attempt.deaths())
                        .put("maxBatchSize", attempt.maxBatchSize()));
    }

    static Attempts of(JsonNode node) {
        Map<String, Attempt> attempts = new HashMap<>();
        node.properties()
                .forEach(entry -> attempts.put(
                        entry.getKey(),
                        new Attempt(
                                entry.getValue().path("etag").asText(),
                                entry.getValue().path("deaths").asInt(),
                                entry.getValue().path("maxBatchSize").asInt(1))));
        return new Attempts(attempts);
    }
}
