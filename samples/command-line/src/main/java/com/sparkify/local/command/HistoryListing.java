package com.sparkify.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.sparkify.local.sql.QuerySession;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Formats rows of {@code load_history}. */
final class HistoryListing {

    /**
     * A count of a row with its unit.
     *
     * @param column may be missing in a lake of an earlier release
     */
    private record Count(String column, String one, String many) {
        String of(long number) {
            return "%,d %s".formatted(number, number == 1 ? one : many);
        }
    }

    private static final List<Count> PARTS = List.of(
            new Count("plays", "play", "plays"),
            new Count("songs", "song", "songs"),
            new Count("not_plays", "other line", "other lines"),
            new Count("rejected", "rejected", "rejected"),
            new Count("erased", "erased", "erased"));

    private static final List<Count> DRIFT = List.of(
            new Count("fields_unknown", "unknown", "unknown"),
            new Count("fields_missing", "missing", "missing"),
            new Count("fields_other_type", "of another type", "of another type"));

    private HistoryListing() {}

    /** Returns the history of an object, oldest first. */
    static List<Map<String, JsonNode>> of(QuerySession session, String key) throws IOException {
        return session.ask("SELECT * FROM load_history WHERE object_key = %s ORDER BY read_at, loaded_at, sequence"
                        .formatted(literal(key)))
                .rows();
    }

    /** Formats one row as a line: time, status, counts, run and reason. */
    static String line(Map<String, JsonNode> row) {
        var line = new StringBuilder(time(row, "read_at") + " " + status(row));
        if (has(row, "etag")) {
            line.append(", ETag ").append(text(row, "etag").replace("\"", ""));
        }
        if (has(row, "version_id")) {
            line.append(", version ").append(text(row, "version_id"));
        }
        if (has(row, "size")) {
            line.append(", %,d bytes".formatted(row.get("size").asLong()));
        }
        if (has(row, "rows_read")) {
            line.append(": ").append(counts(row));
        }
        line.append(", run ").append(text(row, "run_id"));
        return has(row, "reason")
                ? line.append(": ").append(text(row, "reason")).toString()
                : line.toString();
    }

    /** Rows are rejected and objects are refused, although the column has one word for both. */
    private static String status(Map<String, JsonNode> row) {
        String status = text(row, "status");
        return status.equals("rejected") ? "refused" : status;
    }

    private static String counts(Map<String, JsonNode> row) {
        var counts = new StringBuilder(new Count("", "row", "rows").of(number(row, "rows_read")));
        List<String> parts = some(row, PARTS);
        if (!parts.isEmpty()) {
            counts.append(" = ").append(String.join(" + ", parts));
        }
        if (number(row, "duplicates") > 0) {
            counts.append(" (%s told twice)".formatted(new Count("", "play", "plays").of(number(row, "duplicates"))));
        }
        List<String> drift = some(row, DRIFT);
        if (!drift.isEmpty()) {
            counts.append("; fields ").append(String.join(", ", drift));
        }
        return counts.toString();
    }

    /** Formats the counts that are not zero. */
    private static List<String> some(Map<String, JsonNode> row, List<Count> counts) {
        return counts.stream()
                .filter(count -> number(row, count.column()) > 0)
                .map(count -> count.of(number(row, count.column())))
                .toList();
    }

    static boolean has(Map<String, JsonNode> row, String column) {
        return !row.getOrDefault(column, NullNode.getInstance()).isNull();
    }

    static String text(Map<String, JsonNode> row, String column) {
        return row.get(column).asText();
    }

    static long number(Map<String, JsonNode> row, String column) {
        return row.getOrDefault(column, NullNode.getInstance()).asLong();
    }

    /** Formats a time to the second: {@code 2018-11-12T10:15:30Z}. */
    static String time(Map<String, JsonNode> row, String column) {
        return text(row, column).replaceFirst("\\.\\d+Z$", "Z");
    }

    /** Returns the SQL literal of a text. */
    static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
