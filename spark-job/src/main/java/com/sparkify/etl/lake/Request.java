package com.sparkify.etl.lake;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A request of an operator or a schedule. */
public sealed interface Request {
    /** Loads every log object whose log partition lies in the inclusive range. */
    record LoadRange(LocalDate from, LocalDate to, boolean force) implements Request {}

    /** Loads these objects. */
    record LoadKeys(List<String> keys, boolean force) implements Request {}

    /** Loads every object below a prefix. */
    record LoadPrefix(String prefix, boolean force) implements Request {}

    /** Removes the contribution of these objects as if they had never been announced. */
    record Retract(List<String> keys) implements Request {}

    /** Loads every object under the input prefixes whose current version is not in the history. */
    record Sweep() implements Request {}

    /** Derives all star tables anew and reports which rows differed. */
    record Rebuild() implements Request {}

    /** Erases these users from everything that the lake keeps. */
    record Erase(List<String> users) implements Request {}

    /**
     * Parses a request in one of the forms of {@code docs/protocol.md}.
     *
     * @throws IllegalArgumentException if the document is no request, with the accepted forms
     */
    static Request of(JsonNode node) {
        if (!node.isObject() || node.size() != 1) {
            throw new IllegalArgumentException(
                    "A request has exactly one of load, retract, sweep, rebuild, erase: " + names(node));
        }
        String verb = node.fieldNames().next();
        JsonNode body = node.get(verb);
        return switch (verb) {
            case "load" -> load(body);
            case "retract" -> new Retract(keys(body));
            case "sweep" -> new Sweep();
            case "rebuild" -> new Rebuild();
            case "erase" -> new Erase(users(body));
            default ->
                throw new IllegalArgumentException(
                        "A request is one of load, retract, sweep, rebuild, erase: '" + verb + "'");
        };
    }

    private static Request load(JsonNode body) {
        boolean range = body.has("from") || body.has("to");
        if (Stream.of(range, body.has("keys"), body.has("prefix"))
                        .filter(asked -> asked)
                        .count()
                != 1) {
            throw new IllegalArgumentException("load takes one of from and to, keys, prefix: " + names(body));
        }
        boolean force = body.path("force").asBoolean(false);
        if (body.has("keys")) {
            return new LoadKeys(keys(body), force);
        }
        if (body.has("prefix")) {
            return new LoadPrefix(prefix(body), force);
        }
        LocalDate from = date("from", body);
        LocalDate to = date("to", body);
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("from must not be after to: %s, %s".formatted(from, to));
        }
        return new LoadRange(from, to, force);
    }

    /** Error messages never quote the users to be erased. */
    private static List<String> users(JsonNode body) {
        List<String> users = new ArrayList<>();
        body.path("users").forEach(user -> users.add(user.textValue()));
        if (users.isEmpty() || users.contains(null) || users.contains("")) {
            throw new IllegalArgumentException("users must be a list of user ids, each a text that is not empty");
        }
        return List.copyOf(users);
    }

    private static String names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names.toString();
    }

    private static List<String> keys(JsonNode body) {
        List<String> keys = new ArrayList<>();
        body.path("keys").forEach(key -> keys.add(key.textValue()));
        if (keys.isEmpty() || keys.contains(null)) {
            throw new IllegalArgumentException("keys must be a list of object keys");
        }
        return List.copyOf(keys);
    }

    private static String prefix(JsonNode body) {
        if (!body.get("prefix").isTextual()) {
            throw new IllegalArgumentException("prefix must be a text such as log_data/2018/");
        }
        return body.get("prefix").textValue();
    }

    private static LocalDate date(String field, JsonNode body) {
        try {
            return LocalDate.parse(body.path(field).asText());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "A log partition must look like 2018-11-12: %s is '%s'"
                            .formatted(field, body.path(field).asText()),
                    e);
        }
    }
}
