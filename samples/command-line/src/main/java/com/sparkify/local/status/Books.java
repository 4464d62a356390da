package com.sparkify.local.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * The newest object and the last days, from {@code load_history}.
 *
 * @param newest the object that was loaded last, and when
 */
public record Books(Optional<String> newest, List<Day> days) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public Books {
        days = List.copyOf(days);
    }

    /** @param answer what the job's {@code LastDays} printed */
    static Books parse(String answer) throws JsonProcessingException {
        JsonNode books = JSON.readTree(answer);
        var days = new ArrayList<Day>();
        books.path("days").forEach(day -> days.add(day(day)));
        return new Books(newest(books.path("newest")), days);
    }

    private static Optional<String> newest(JsonNode newest) {
        return newest.isMissingNode()
                ? Optional.empty()
                : Optional.of(newest.get("key").asText() + ", "
                        + Instant.parse(newest.get("at").asText()).truncatedTo(ChronoUnit.SECONDS));
    }

    private static Day day(JsonNode day) {
        var drift = new LinkedHashMap<String, Long>();
        for (DriftKind kind : DriftKind.values()) {
            if (day.has(kind.column())) {
                drift.put(kind.title(), day.get(kind.column()).asLong());
            }
        }
        return new Day(
                LocalDate.parse(day.get("day").asText()),
                day.get("refused").asLong(),
                day.get("rows_read").asLong(),
                day.get("rejected").asLong(),
                drift);
    }
}
