package com.sparkify.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The line {@code phases} that a run prints after a publication.
 *
 * @param startedSeconds from the start of the process to the line
 * @param seconds of each phase, in chronological order
 */
record PhasesLine(double startedSeconds, double cpuSeconds, long sparkJobs, Map<String, Double> seconds) {
    private static final String PREFIX = "phases ";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads all such lines of a run's output, the earliest first. */
    static List<PhasesLine> read(Path log) throws IOException {
        List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(PREFIX))
                .toList();
        List<PhasesLine> told = new java.util.ArrayList<>();
        for (String line : lines) {
            told.add(of(JSON.readTree(line.substring(PREFIX.length()))));
        }
        return told;
    }

    private static PhasesLine of(JsonNode line) {
        Map<String, Double> seconds = new LinkedHashMap<>();
        line.properties()
                .forEach(part -> seconds.put(part.getKey(), part.getValue().asLong() / 1e3));
        seconds.keySet().removeAll(List.of("started", "cpu", "sparkJobs"));
        return new PhasesLine(
                line.path("started").asLong() / 1e3,
                line.path("cpu").asLong() / 1e3,
                line.path("sparkJobs").asLong(),
                seconds);
    }

    /** Adds the phases of a later line of the same run. */
    PhasesLine and(PhasesLine later) {
        Map<String, Double> sums = new LinkedHashMap<>(seconds);
        later.seconds.forEach((phase, time) -> sums.merge(phase, time, Double::sum));
        return new PhasesLine(later.startedSeconds, later.cpuSeconds, later.sparkJobs, sums);
    }

    double sum() {
        return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
