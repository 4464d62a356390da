package com.sparkify.enumeration;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The state outside of the actors' memory, and the actors' positions, as text by name: the lake's objects ({@code
 * s3:}), the input ({@code input:}), tables ({@code table:}), EMR's runs ({@code run:}), actors ({@code actor:}),
 * acknowledged messages ({@code took:}), and remaining faults ({@code left:}).
 */
final class World {
    private final TreeMap<String, String> things;

    World(Map<String, String> things) {
        this.things = new TreeMap<>(things);
    }

    World copy() {
        return new World(things);
    }

    Map<String, String> things() {
        return things;
    }

    String get(String name) {
        return things.get(name);
    }

    boolean has(String name) {
        return things.containsKey(name);
    }

    void put(String name, String value) {
        things.put(name, value);
    }

    void remove(String name) {
        things.remove(name);
    }

    /** Everything whose name begins so, without that beginning. */
    NavigableMap<String, String> under(String prefix) {
        NavigableMap<String, String> found = new TreeMap<>();
        for (Map.Entry<String, String> thing : things.tailMap(prefix, true).entrySet()) {
            if (!thing.getKey().startsWith(prefix)) {
                break;
            }
            found.put(thing.getKey().substring(prefix.length()), thing.getValue());
        }
        return found;
    }

    int number(String name) {
        return Integer.parseInt(things.getOrDefault(name, "0"));
    }

    /** Consumes one of the remaining faults; returns false if none is left. */
    boolean take(String what) {
        int left = number("left:" + what);
        if (left > 0) {
            things.put("left:" + what, Integer.toString(left - 1));
        }
        return left > 0;
    }

    boolean mayStill(String what) {
        return number("left:" + what) > 0;
    }

    int term() {
        return number("term");
    }

    static String etag(String content) {
        return "\"" + Integer.toHexString(content.hashCode()) + "-" + content.length() + "\"";
    }

    /** A table's rows, with how many commits there were and which was the last that added rows. */
    record Table(int version, int lastAdded, List<String> rows) {
        static Table of(String text) {
            if (text == null) {
                return new Table(0, 0, List.of());
            }
            String[] parts = text.split("\\|", 3);
            return new Table(
                    Integer.parseInt(parts[0]),
                    Integer.parseInt(parts[1]),
                    parts[2].isEmpty() ? List.of() : List.of(parts[2].split(";")));
        }

        @Override
        public String toString() {
            return version + "|" + lastAdded + "|" + String.join(";", rows);
        }
    }

    Table table(String name) {
        return Table.of(things.get("table:" + name));
    }
}
