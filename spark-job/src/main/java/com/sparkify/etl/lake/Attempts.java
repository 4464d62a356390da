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
 * The retry policy: which object versions were in a batch that ended badly, and in how large a batch each is read next.
 * Only a single-object batch identifies the object at fault, so only such a batch counts as a death.
 */
public record Attempts(Map<String, Attempt> byKey) {
    public static final Attempts NONE = new Attempts(Map.of());

    public Attempts {
        byKey = Map.copyOf(byKey);
    }

    /**
     * How the reading of a version went so far.
     *
     * @param etag of the version
     * @param deaths how many runs ended abruptly while they loaded this version alone
     * @param company how many objects may be in its batch, itself included
     */
    public record Attempt(String etag, int deaths, int company) {}

    /** How this very version went so far, or nothing if no batch with it ended badly. */
    public Optional<Attempt> of(String key, String etag) {
        return Optional.ofNullable(byKey.get(key))
                .filter(attempt -> attempt.etag().equals(etag));
    }

    /**
     * A run ended abruptly in a batch of these versions. The next batch takes the square root of so many objects, the one
     * after that a single object.
     */
    Attempts died(Map<String, String> versions) {
        int fewer = Math.max(1, (int) Math.sqrt(versions.size()));
        int death = versions.size() == 1 ? 1 : 0;
        return with(
                versions,
                before -> new Attempt(before.etag(), before.deaths() + death, before.company() == 0 ? fewer : 1));
    }

    /** A batch of these versions failed, or was given up, in good order: the next batch takes half as many objects. */
    Attempts failed(Map<String, String> versions) {
        int half = Math.max(1, versions.size() / 2);
        return with(versions, before -> new Attempt(before.etag(), before.deaths(), half));
    }

    /** Nothing more is to be done about these objects. */
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
                        .put("company", attempt.company()));
    }

    static Attempts of(JsonNode node) {
        Map<String, Attempt> attempts = new HashMap<>();
        node.properties()
                .forEach(entry -> attempts.put(
                        entry.getKey(),
                        new Attempt(
                                entry.getValue().path("etag").asText(),
                                entry.getValue().path("deaths").asInt(),
                                entry.getValue().path("company").asInt(1))));
        return new Attempts(attempts);
    }
}
