package com.sparkify.local.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.sparkify.local.sql.Column;
import com.sparkify.local.sql.Result;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The rows of one query, with helpers for sentences. */
record QueryRows(List<String> columns, List<Map<String, JsonNode>> rows) {

    static QueryRows of(Result result) {
        return new QueryRows(result.columns().stream().map(Column::name).toList(), result.rows());
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    long sum(String column) {
        return rows.stream().mapToLong(row -> row.get(column).asLong()).sum();
    }

    long count(String column, String value) {
        return rows.stream()
                .filter(row -> row.get(column).asText().equals(value))
                .count();
    }

    /** Returns the first row with the greatest value. */
    Optional<Map<String, JsonNode>> greatest(String column) {
        return rows.stream()
                .reduce((best, row) -> Comparator.comparingDouble((Map<String, JsonNode> r) ->
                                                r.get(column).asDouble())
                                        .compare(row, best)
                                > 0
                        ? row
                        : best);
    }

    Map<String, JsonNode> first() {
        return rows.get(0);
    }

    Map<String, JsonNode> last() {
        return rows.get(rows.size() - 1);
    }

    QueryRows withoutLast() {
        return new QueryRows(columns, rows.subList(0, rows.size() - 1));
    }

    /** Formats a number with thousands separators. */
    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Formats a count, such as {@code 1 row}, {@code 1,200 rows}. */
    static String counted(long count, String noun) {
        return number(count) + " " + noun + (count == 1 ? "" : "s");
    }

    static String percent(long part, long whole) {
        return whole == 0 ? "0 %" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    }
}
