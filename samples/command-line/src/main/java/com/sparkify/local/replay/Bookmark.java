package com.sparkify.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The position of an unfinished replay, in a file.
 *
 * @param replay identifies source and target; the bookmark of another replay is ignored
 */
record Bookmark(Path file, String replay) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Returns the position of the last message sent, or null. */
    String position() throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        JsonNode content = JSON.readTree(file.toFile());
        if (!content.path("replay").asText().equals(replay)) {
            throw new IllegalArgumentException("%s belongs to another replay (%s): remove it or give --state FILE"
                    .formatted(file, content.path("replay").asText()));
        }
        return content.path("position").textValue();
    }

    void advance(String position) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.write(
                next,
                JSON.writeValueAsBytes(
                        JSON.createObjectNode().put("replay", replay).put("position", position)));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void remove() throws IOException {
        Files.deleteIfExists(file);
    }
}
