package com.sparkify.local.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Stored events: JSON files, each with one or more events. A batch from a queue is split into its messages; other
 * documents are sent unchanged.
 */
record EventFiles(Path path) implements Source {

    private static final ObjectMapper JSON = new ObjectMapper().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @Override
    public void each(Predicate<Announcement> taker) throws IOException {
        for (Path file : files()) {
            int index = 0;
            for (String body : bodies(file)) {
                // Leading zeros, because positions are compared as texts.
                String position = "%s#%09d".formatted(path.relativize(file), index++);
                if (!taker.test(new Announcement(position, body, objects(body), 0))) {
                    return;
                }
            }
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> tree = Files.walk(path)) {
            return tree.filter(Files::isRegularFile)
                    .filter(file -> file.equals(path) || file.toString().endsWith(".json"))
                    .sorted(Comparator.comparing(file -> path.relativize(file) + "#", Position.ORDER))
                    .toList();
        }
    }

    private static List<String> bodies(Path file) throws IOException {
        var bodies = new ArrayList<String>();
        try (MappingIterator<JsonNode> events = JSON.readerFor(JsonNode.class).readValues(file.toFile())) {
            while (events.hasNextValue()) {
                JsonNode event = events.nextValue();
                boolean queued = event.path("Records")
                        .path(0)
                        .path("eventSource")
                        .asText()
                        .equals("aws:sqs");
                if (queued) {
                    event.path("Records")
                            .forEach(record -> bodies.add(record.path("body").asText()));
                } else {
                    bodies.add(event.toString());
                }
            }
        } catch (JsonProcessingException e) {
            throw new IOException("Not JSON: " + file + ": " + e.getOriginalMessage(), e);
        }
        return bodies;
    }

    private static int objects(String body) {
        try {
            JsonNode event = JSON.readTree(body);
            return Math.max(1, event.path("Records").size());
        } catch (JsonProcessingException e) {
            return 1;
        }
    }
}
