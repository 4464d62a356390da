package com.sparkify.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Events that know what they look like: real ones with fields gone, changed, doubled, swapped, nested or cut. */
final class Mutations {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> SAMPLES = List.of(
            "s3-put.json",
            "s3-put-odd-keys.json",
            "sqs-s3-put.json",
            "sqs-mixed.json",
            "sns-sqs-s3-put.json",
            "eventbridge-object-created.json",
            "sqs-eventbridge-object-created.json",
            "s3-test-event.json",
            "request-load-keys.json");
    private static final List<String> KEYS = List.of(
            "log_data/2018/11/2018-11-12-events.json",
            "log_data/a+b%2Bc.json.gz",
            "song_data/%E2%82%AC%F0%9F%8E%B5.json",
            "log_data/%zz.json",
            "log_data/%E2%82.json",
            "log_data/\ud800.json",
            "log_data/x.csv",
            "elsewhere/x.json",
            "log_data/[{*\\\"'.json",
            "log_data/" + "long/".repeat(220) + ".json",
            "%",
            "");
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "7",
            "-1.5e300",
            "99999999999999999999",
            "\"\"",
            "\"x\"",
            "[]",
            "{}",
            "[[[]]]",
            "\"3.0\"",
            "\"aws:sqs\"",
            "\"ObjectCreated:Put\"",
            "\"s3:TestEvent\"",
            "\"\\ud800\"",
            "{\"nudge\":{}}");

    private final Random random;
    private final List<JsonNode> samples = SAMPLES.stream()
            .map(name -> LauncherFixture.json(LauncherFixture.sample(name)))
            .toList();

    Mutations(Random random) {
        this.random = random;
    }

    byte[] next() {
        try {
            JsonNode event = samples.get(random.nextInt(samples.size())).deepCopy();
            for (int i = random.nextInt(4); i > 0; i--) {
                mutate(event);
            }
            byte[] bytes = MAPPER.writeValueAsBytes(event);
            return random.nextInt(8) == 0 ? damaged(bytes) : bytes;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void mutate(JsonNode event) throws JsonProcessingException {
        List<JsonNode> containers = new ArrayList<>();
        collect(event, containers);
        JsonNode chosen = containers.get(random.nextInt(containers.size()));
        if (chosen instanceof ArrayNode array) {
            mutate(array);
        } else {
            mutate((ObjectNode) chosen);
        }
    }

    private void mutate(ArrayNode array) throws JsonProcessingException {
        if (array.isEmpty() || random.nextInt(4) == 0) {
            array.add(value());
        } else if (random.nextBoolean()) {
            array.add(array.get(random.nextInt(array.size())).deepCopy());
        } else {
            array.remove(random.nextInt(array.size()));
        }
    }

    private void mutate(ObjectNode object) throws JsonProcessingException {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        if (names.isEmpty() || random.nextInt(5) == 0) {
            object.set("unknown" + random.nextInt(3), value());
            return;
        }
        String name = names.get(random.nextInt(names.size()));
        JsonNode old = object.get(name);
        if (name.equals("key")) {
            object.put(name, KEYS.get(random.nextInt(KEYS.size())));
        } else if ((name.equals("body") || name.equals("Message")) && old.isTextual() && random.nextInt(4) > 0) {
            object.put(name, inner(old.textValue()));
        } else if (random.nextBoolean()) {
            object.remove(name);
        } else {
            object.set(random.nextBoolean() ? name : names.get(random.nextInt(names.size())), value());
        }
    }

    /** What is wrapped in a text is mutated by the same rules. */
    private String inner(String text) throws JsonProcessingException {
        try {
            JsonNode content = MAPPER.readTree(text);
            if (content.isContainerNode()) {
                mutate(content);
                return MAPPER.writeValueAsString(content);
            }
        } catch (JsonProcessingException e) {
            // Broken already: leave it.
        }
        return text;
    }

    private JsonNode value() throws JsonProcessingException {
        return MAPPER.readTree(VALUES.get(random.nextInt(VALUES.size())));
    }

    private byte[] damaged(byte[] bytes) {
        byte[] result = random.nextBoolean() ? bytes : java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
        for (int i = random.nextInt(3); i > 0 && result.length > 0; i--) {
            result[random.nextInt(result.length)] = (byte) random.nextInt(256);
        }
        return result;
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }
}
