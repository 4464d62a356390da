package com.sparkify.etl.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A document of the launcher: objects that events announced, or a request.
 *
 * @param name the manifest's key; names sort by the time of writing
 * @param keys the announced objects; empty for a request
 * @param request the request, or null
 */
public record Manifest(String name, List<String> keys, Request request) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'", Locale.ROOT);

    /** Returns when the launcher wrote the manifest, by its name; empty if the name begins with no time. */
    public Optional<Instant> writtenAt() {
        try {
            return Optional.of(
                    LocalDateTime.parse(fileName().split("-", 2)[0], TIME).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Returns the file name, which identifies the manifest in the history; it sorts as {@link #name} does. */
    public String fileName() {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /**
     * Parses a manifest.
     *
     * @throws IllegalArgumentException if the bytes are no manifest, with the reason
     */
    static Manifest of(String name, byte[] bytes) {
        ObjectNode root = LakeDocuments.object(bytes);
        if (root.path("version").asInt() != 1) {
            throw new IllegalArgumentException("version must be 1: " + root.path("version"));
        }
        if (root.has("objects") == root.has("request")) {
            throw new IllegalArgumentException("A manifest has either objects or request");
        }
        return root.has("request")
                ? new Manifest(name, List.of(), Request.of(root.get("request")))
                : new Manifest(name, keysOf(root.get("objects")), null);
    }

    private static List<String> keysOf(JsonNode objects) {
        if (!objects.isArray()) {
            throw new IllegalArgumentException("objects must be a list: " + objects);
        }
        List<String> keys = new ArrayList<>();
        for (JsonNode object : objects) {
            String key = object.path("key").textValue();
            if (key == null || key.isEmpty()) {
                throw new IllegalArgumentException("An object has no key: " + object);
            }
            keys.add(key);
        }
        return keys.stream().distinct().toList();
    }
}
