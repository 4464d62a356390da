package com.sparkify.local.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.sparkify.local.sql.QuerySession;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The newest object and the last days, from {@code load_history}.
 *
 * @param newest the object that was loaded last, and when
 */
public record Books(Optional<String> newest, List<Day> days) {

    private static final String NEWEST = """
            SELECT concat(object_key, ', ', date_format(loaded_at, "yyyy-MM-dd'T'HH:mm:ss'Z'"))
            FROM load_history WHERE status = 'loaded' ORDER BY loaded_at DESC, object_key DESC LIMIT 1""";

    private static final String DAYS = """
            SELECT to_date(loaded_at) AS day, count_if(status = 'rejected') AS refused,
              coalesce(sum(rows_read), 0) AS rows_read, coalesce(sum(rejected), 0) AS rejected%s
            FROM load_history WHERE loaded_at >= current_timestamp() - INTERVAL 7 DAYS
            GROUP BY day ORDER BY day""";

    public static Books of(QuerySession session) throws IOException {
        List<String> columns = session.tables().get("load_history");
        var drift = new EnumMap<DriftKind, String>(DriftKind.class);
        Arrays.stream(DriftKind.values())
                .filter(kind -> columns.contains(kind.column()))
                .forEach(kind -> drift.put(kind, kind.column()));
        var sums = new StringBuilder();
        drift.values().forEach(column -> sums.append(", coalesce(sum(%1$s), 0) AS %1$s".formatted(column)));
        var newest = session.ask(NEWEST).rows();
        return new Books(
                newest.isEmpty()
                        ? Optional.empty()
                        : Optional.of(newest.get(0).values().iterator().next().asText()),
                session.ask(DAYS.formatted(sums)).rows().stream()
                        .map(row -> day(row, drift))
                        .toList());
    }

    private static Day day(Map<String, JsonNode> row, Map<DriftKind, String> columns) {
        var drift = new LinkedHashMap<String, Long>();
        columns.forEach(
                (kind, column) -> drift.put(kind.title(), row.get(column).asLong()));
        return new Day(
                LocalDate.parse(row.get("day").asText()),
                row.get("refused").asLong(),
                row.get("rows_read").asLong(),
                row.get("rejected").asLong(),
                drift);
    }
}
