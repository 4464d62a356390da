package com.sparkify.etl.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What a launcher heard, once: objects that events announced, or a request.
 *
 * @param name the manifest's key; names sort by the time they were written
 * @param keys the announced objects; empty if it is a request
 * @param request the request, or null
 */
public record Manifest(String name, List<String> keys, Request request) {

    /** The name below its folder, by which the history names the manifest; it sorts as {@link #name} does. */
    public String fileName() {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /**
     * Reads a manifest.
     *
     * @throws IllegalArgumentException if it is none, with the reason
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
