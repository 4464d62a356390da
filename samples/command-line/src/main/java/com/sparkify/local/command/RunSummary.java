package com.sparkify.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;

/**
 * The summary that a run prints as its last line.
 *
 * @param tables rows of each table whose count the run printed; empty if the run had no work
 * @param changed added, removed and changed rows of each table, summed over batches; tables without changes are absent
 * @param rejected rows of {@code rejected_rows} if the run printed their count
 * @param loaded objects whose rows are new in the tables
 * @param skipped objects that were read before and are unchanged
 * @param refused objects that could not be read
 * @param refusedKeys the first of these
 */
record RunSummary(
        Map<String, Long> tables,
        Map<String, Long> changed,
        OptionalLong rejected,
        long loaded,
        long skipped,
        long refused,
        List<String> refusedKeys) {

    static final List<String> TABLES = List.of("songplays", "users", "songs", "artists", "time");

    private static final String LINE_PREFIX = "summary ";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The summary of an empty lake. */
    static RunSummary empty() {
        var tables = new LinkedHashMap<String, Long>();
        TABLES.forEach(table -> tables.put(table, 0L));
        return new RunSummary(tables, Map.of(), OptionalLong.of(0), 0, 0, 0, List.of());
    }

    static Optional<RunSummary> read(Path log) throws IOException {
        if (!Files.isRegularFile(log)) {
            return Optional.empty();
        }
        // Not readAllLines: a run may print invalid UTF-8.
        Optional<String> last = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(LINE_PREFIX))
                .reduce((earlier, later) -> later);
        return last.isPresent() ? Optional.of(parse(last.get())) : Optional.empty();
    }

    static RunSummary parse(String line) throws IOException {
        JsonNode document = JSON.readTree(line.substring(LINE_PREFIX.length()));
        var tables = new LinkedHashMap<String, Long>();
        if (document.has("tables")) {
            TABLES.stream()
                    .filter(document.get("tables")::has)
                    .forEach(table ->
                            tables.put(table, document.get("tables").get(table).asLong()));
        }
        var changed = new LinkedHashMap<String, Long>();
        TABLES.forEach(
                table -> changed.put(table, document.path("changed").path(table).asLong()));
        changed.values().removeIf(rows -> rows == 0);
        return new RunSummary(
                tables,
                changed,
                document.has("rejected")
                        ? OptionalLong.of(document.get("rejected").asLong())
                        : OptionalLong.empty(),
                document.path("loaded").asLong(),
                document.path("skipped").asLong(),
                document.path("refused").asLong(),
                StreamSupport.stream(document.path("refusedKeys").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList());
    }

    boolean hasTables() {
        return !tables.isEmpty();
    }

    /** Formats the changes of each table: {@code 12 rows of songplays, 1 of users}. */
    String changes() {
        var changes = new ArrayList<String>();
        changed.forEach((table, rows) -> changes.add(
                "%,d%s of %s".formatted(rows, !changes.isEmpty() ? "" : rows == 1 ? " row" : " rows", table)));
        return changes.isEmpty() ? "no row changed" : "changed " + String.join(", ", changes);
    }

    /** Returns the lines for scripts. */
    List<String> lines(int runs, double seconds) {
        var lines = new ArrayList<String>();
        tables.forEach((table, rows) -> lines.add(table + " " + rows));
        rejected.ifPresent(rows -> lines.add("rejected " + rows));
        lines.add("runs " + runs);
        lines.add("seconds %.1f".formatted(seconds));
        return lines;
    }
}
