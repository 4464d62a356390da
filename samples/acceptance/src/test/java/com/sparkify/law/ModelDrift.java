package com.sparkify.law;

import java.util.Map;
import java.util.TreeMap;

/** Counts the differences between an object's rows and the contract, without optimisation. */
final class ModelDrift {
    private static final Map<String, String> LOG = fields("""
            ts integer, sessionId integer, itemInSession integer, status integer,
            userId string integer, level string, page string, auth string, method string,
            registration number null, length number null,
            artist string null, song string null, firstName string null, lastName string null,
            gender string null, location string null, userAgent string null""");
    private static final Map<String, String> SONG = fields("""
            num_songs integer, year integer, duration number, artist_latitude number null, artist_longitude number null,
            artist_id string, artist_name string, artist_location string null, song_id string, title string""");

    private long unknown;
    private long missing;
    private long ofOtherType;

    void addLog(Fields row) {
        add(LOG, row);
    }

    void addSong(Fields row) {
        add(SONG, row);
    }

    long unknown() {
        return unknown;
    }

    long missing() {
        return missing;
    }

    long ofOtherType() {
        return ofOtherType;
    }

    private void add(Map<String, String> contract, Fields row) {
        unknown += row.values().keySet().stream()
                .filter(name -> !contract.containsKey(name))
                .count();
        contract.forEach((name, types) -> {
            Scalar value = row.values().get(name);
            missing += value == null ? 1 : 0;
            ofOtherType += value == null || isOneOf(types, name, value, row) ? 0 : 1;
        });
    }

    private static boolean isOneOf(String types, String name, Scalar value, Fields row) {
        return switch (value.kind()) {
            case STRING -> types.contains("string");
            case NULL -> types.contains("null");
            case NUMBER ->
                types.contains("number")
                        || types.contains("integer")
                                && (value.text().matches("-?[0-9]+")
                                        || row.integer(name).isPresent());
            default -> false;
        };
    }

    private static Map<String, String> fields(String text) {
        Map<String, String> fields = new TreeMap<>();
        for (String field : text.split(",")) {
            String[] parts = field.strip().split(" ", 2);
            fields.put(parts[0], parts[1]);
        }
        return fields;
    }
}
