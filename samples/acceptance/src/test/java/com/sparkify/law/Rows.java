package com.sparkify.law;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rows of all tables, each value as text in one form: times as 2018-11-01T20:57:10.796Z, doubles as Java writes
 * them. Each key has a list of rows, so that duplicates are detected.
 */
record Rows(Map<Table, SortedMap<String, List<List<String>>>> tables) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    Rows() {
        this(new TreeMap<>());
        for (Table table : Table.values()) {
            tables.put(table, new TreeMap<>(Characters.BY_BYTES));
        }
    }

    static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis));
    }

    /** @param values in the order of the columns */
    void add(Table table, Object... values) {
        List<String> row = new ArrayList<>();
        for (Object value : values) {
            row.add(value == null ? null : value.toString());
        }
        add(table, row);
    }

    void add(Table table, List<String> row) {
        if (row.size() != table.columns().size()) {
            throw new IllegalArgumentException(table + " has other columns than " + row);
        }
        String key = String.join("\u0001", row.subList(0, table.keyColumns()));
        tables.get(table).computeIfAbsent(key, none -> new ArrayList<>()).add(row);
    }

    long count(Table table) {
        return tables.get(table).values().stream().mapToLong(List::size).sum();
    }

    List<List<String>> all(Table table) {
        return tables.get(table).values().stream().flatMap(List::stream).toList();
    }

    /** Returns the rows that only one side has, at most ten lines for each table; empty if both are equal. */
    List<String> differences(Rows other) {
        List<String> differences = new ArrayList<>();
        for (Table table : Table.values()) {
            SortedMap<String, List<List<String>>> mine = tables.get(table);
            SortedMap<String, List<List<String>>> theirs = other.tables.get(table);
            TreeMap<String, Boolean> keys = new TreeMap<>(Characters.BY_BYTES);
            mine.keySet().forEach(key -> keys.put(key, true));
            theirs.keySet().forEach(key -> keys.put(key, true));
            keys.keySet().stream()
                    .filter(key -> !sorted(mine.get(key)).equals(sorted(theirs.get(key))))
                    .limit(10)
                    .forEach(key -> differences.add(
                            table + ": expected " + shown(mine.get(key)) + " but is " + shown(theirs.get(key))));
        }
        return differences;
    }

    private static List<String> sorted(List<List<String>> rows) {
        List<String> texts = new ArrayList<>();
        if (rows != null) {
            rows.forEach(row -> texts.add(row.toString()));
        }
        Collections.sort(texts);
        return texts;
    }

    private static String shown(List<List<String>> rows) {
        String text = String.valueOf(rows);
        return text.length() > 600 ? text.substring(0, 600) + "…" : text;
    }
}
