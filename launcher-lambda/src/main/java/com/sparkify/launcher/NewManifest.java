package com.sparkify.launcher;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** The content of a manifest under a unique name; names sort by the time of writing. */
record NewManifest(String name, Map<String, Object> content) {
    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    static NewManifest of(Event.Source source, Collection<AnnouncedObject> objects, Instant now, UUID id) {
        if (objects.isEmpty()) {
            throw new IllegalArgumentException("A manifest of objects needs at least one");
        }
        List<Map<String, Object>> announced =
                objects.stream().map(AnnouncedObject::toJson).toList();
        return named(source, "objects", announced, now, id);
    }

    static NewManifest of(Event.Source source, TypedRequest request, Instant now, UUID id) {
        return named(source, "request", request.body(), now, id);
    }

    private static NewManifest named(Event.Source source, String what, Object value, Instant now, UUID id) {
        String createdAt = MILLISECONDS.format(now);
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("version", 1);
        content.put("createdAt", createdAt);
        content.put("source", source.name().toLowerCase(Locale.ROOT));
        content.put(what, value);
        return new NewManifest(name(createdAt, id), content);
    }

    /** Returns the same content under another name. */
    NewManifest renamed(UUID id) {
        return new NewManifest(name((String) content.get("createdAt"), id), content);
    }

    byte[] bytes() {
        return Json.write(content);
    }

    private static String name(String createdAt, UUID id) {
        return time(createdAt) + "-" + id + ".json";
    }

    /** Returns a text that sorts after all names of this millisecond and before all later names. */
    static String lastName(Instant millisecond) {
        return time(MILLISECONDS.format(millisecond)) + "~";
    }

    private static String time(String createdAt) {
        return createdAt.replace("-", "").replace(":", "").replace(".", "");
    }
}
