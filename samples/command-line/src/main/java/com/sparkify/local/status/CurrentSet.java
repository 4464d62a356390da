package com.sparkify.local.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;

/** The batch that readers see, from the lake's {@code state/current.json}. */
public record CurrentSet(String batch, Instant writtenAt) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static CurrentSet parse(String document) {
        try {
            JsonNode current = JSON.readTree(document);
            return new CurrentSet(
                    current.path("batch").asText(),
                    Instant.parse(current.path("writtenAt").asText()));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("state/current.json is not JSON: " + e.getOriginalMessage(), e);
        }
    }
}
