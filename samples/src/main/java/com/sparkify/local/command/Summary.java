package com.sparkify.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sparkify.local.stack.OutFolder;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The size of each table as the last run that ended well told it in the last line of its output. */
record Summary(Map<String, Long> tables, long rejected) {

    static final List<String> TABLES = List.of("songplays", "users", "songs", "artists", "time");

    private static final String LINE_PREFIX = "summary ";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A lake that nothing was loaded into. */
    static Summary empty() {
        var tables = new LinkedHashMap<String, Long>();
        TABLES.forEach(table -> tables.put(table, 0L));
        return new Summary(tables, 0);
    }

    /** The newest one in OUT, also of an earlier command. */
    static Optional<Summary> latest(OutFolder out) throws IOException {
        if (!Files.isDirectory(out.runs())) {
            return Optional.empty();
        }
        try (Stream<Path> runs = Files.list(out.runs())) {
            var logs = new ArrayList<>(runs.map(run -> run.resolve("stdout.log"))
                    .filter(Files::isRegularFile)
                    .toList());
            logs.sort(Comparator.comparingLong((Path log) -> log.toFile().lastModified())
                    .reversed());
            for (Path log : logs) {
                Optional<Summary> found = read(log);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    static Optional<Summary> parse(String line) throws IOException {
        if (!line.startsWith(LINE_PREFIX)) {
            return Optional.empty();
        }
        JsonNode document = JSON.readTree(line.substring(LINE_PREFIX.length()));
        var tables = new LinkedHashMap<String, Long>();
        TABLES.forEach(
                table -> tables.put(table, document.path("tables").path(table).asLong()));
        return Optional.of(new Summary(tables, document.path("rejected").asLong()));
    }

    /** The lines that scripts read. */
    List<String> lines(int runs, double seconds) {
        var lines = new ArrayList<String>();
        tables.forEach((table, rows) -> lines.add(table + " " + rows));
        lines.add("rejected " + rejected);
        lines.add("runs " + runs);
        lines.add("seconds %.1f".formatted(seconds));
        return lines;
    }

    private static Optional<Summary> read(Path log) throws IOException {
        Optional<Summary> last = Optional.empty();
        try {
            for (String line : Files.readAllLines(log)) {
                Optional<Summary> found = parse(line);
                last = found.isPresent() ? found : last;
            }
        } catch (MalformedInputException e) {
            return Optional.empty();
        }
        return last;
    }
}
