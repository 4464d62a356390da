package com.sparkify.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The keys that an event announces, extracted with another parser and decoder than the launcher's. */
final class Extraction {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Pattern INPUT = Pattern.compile("(?:log_data|song_data)/.*\\.json(?:\\.gz)?", Pattern.DOTALL);

    private final Set<String> keys = new TreeSet<>();

    private Extraction() {}

    static Set<String> keysIn(byte[] event) {
        Extraction extraction = new Extraction();
        try {
            extraction.invocation(MAPPER.readTree(event));
        } catch (IOException e) {
            // No JSON announces nothing.
        }
        return extraction.keys;
    }

    private void invocation(JsonNode root) {
        if (root.path("nudge").isObject()) {
            return;
        }
        JsonNode records = root.path("Records");
        boolean queued = false;
        boolean complete = true;
        for (JsonNode record : records) {
            queued |= record.path("eventSource").asText("").equals("aws:sqs");
            complete &=
                    record.path("messageId").isTextual() && record.path("body").isTextual();
        }
        if (!records.isArray() || !queued) {
            content(root);
        } else if (complete) {
            records.forEach(record -> body(record.path("body").textValue()));
        }
    }

    private void body(String body) {
        try {
            JsonNode content = MAPPER.readTree(body);
            boolean wrapped = content.path("Type").asText("").equals("Notification")
                    && content.path("Message").isTextual();
            content(wrapped ? MAPPER.readTree(content.path("Message").textValue()) : content);
        } catch (JsonProcessingException e) {
            // Nor does a body that is none.
        }
    }

    private void content(JsonNode content) {
        if (content.path("Records").isArray()) {
            content.path("Records").forEach(this::record);
        } else if (!content.path("Event").asText("").equals("s3:TestEvent")
                && content.path("source").asText("").equals("aws.s3")
                && content.path("detail-type").asText("").equals("Object Created")) {
            JsonNode detail = content.path("detail");
            announce(detail.at("/bucket/name"), detail.at("/object/key"), false);
        }
    }

    private void record(JsonNode record) {
        JsonNode version = record.path("eventVersion");
        boolean known = !version.isTextual() || version.textValue().matches("(?s)2(?:\\..*)?");
        if (known
                && record.path("eventName").isTextual()
                && record.path("eventName").textValue().startsWith("ObjectCreated:")) {
            announce(record.at("/s3/bucket/name"), record.at("/s3/object/key"), true);
        }
    }

    private void announce(JsonNode bucket, JsonNode key, boolean encoded) {
        if (key.isTextual() && bucket.isTextual() && bucket.textValue().equals("sparkify-logs")) {
            String text = encoded ? decoded(key.textValue()) : key.textValue();
            if (text != null && INPUT.matcher(text).matches() && isPossible(text)) {
                keys.add(text);
            }
        }
    }

    private static boolean isPossible(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= 1024 && new String(bytes, StandardCharsets.UTF_8).equals(key);
    }

    /** Null where a percent sign is not followed by two hex digits. */
    private static String decoded(String key) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < key.length(); ) {
            if (key.charAt(i) != '%') {
                text.append(key.charAt(i) == '+' ? ' ' : key.charAt(i));
                i++;
                continue;
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (; i < key.length() && key.charAt(i) == '%'; i += 3) {
                if (i + 3 > key.length() || !key.substring(i + 1, i + 3).matches("[0-9a-fA-F]{2}")) {
                    return null;
                }
                bytes.write(Integer.parseInt(key.substring(i + 1, i + 3), 16));
            }
            text.append(bytes.toString(StandardCharsets.UTF_8));
        }
        return text.toString();
    }
}
