package com.sparkify.local.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sparkify.local.generate.Generator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The figures of a benchmark, as Markdown tables and JSON. */
public final class BenchTables {
    static final String COLD = "small file, cold run";
    static final String WARM = "small file, warm run";
    static final String FIRST = "first load";
    static final String DUCKDB = "DuckDB";
    static final String SPARK = "plain Spark";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double LEAST_TOLD_SECONDS = 0.005;

    private final Size size;
    private final Generator.Summary input;
    private final Map<String, List<Measured>> rounds = new LinkedHashMap<>();
    private final Map<String, Measured> medians = new LinkedHashMap<>();

    BenchTables(Size size, Generator.Summary input) {
        this.size = size;
        this.input = input;
    }

    void add(String name, List<Measured> measured) {
        rounds.put(name, measured);
        medians.put(name, Measured.median(measured));
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(format(
                "%,d bytes, %,d files, %,d plays; medians of %d",
                input.bytes(), input.logFiles() + input.songFiles(), input.plays(), size.rounds()));
        lines.addAll(List.of("", "| | seconds | CPU seconds | parts, seconds | counts |", "|---|---|---|---|---|"));
        medians.forEach((name, median) -> lines.add(format(
                "| %s | %.2f | %.2f | %s | %s |", name, median.total(), median.cpu(), parts(median), counts(median))));
        lines.addAll(List.of("", "| | |", "|---|---|"));
        figures().forEach((name, value) -> lines.add(format("| %s | %s |", name, significant(value))));
        lines.addAll(List.of("", Price.arithmetic()));
        return lines;
    }

    private static String parts(Measured median) {
        return median.seconds().entrySet().stream()
                .filter(part -> !Set.of(Measured.TOTAL, Measured.CPU).contains(part.getKey()))
                .filter(part -> part.getValue() >= LEAST_TOLD_SECONDS)
                .map(part -> format("%s %.2f", part.getKey(), part.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String counts(Measured median) {
        return median.counts().entrySet().stream()
                .map(count -> format("%s %,.0f", count.getKey(), count.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** Figures derived from the medians. */
    private Map<String, Double> figures() {
        double first = medians.get(FIRST).total();
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("first load, MB a second and core", input.bytes() / 1e6 / first / 2);
        figures.put("first load / DuckDB", first / medians.get(DUCKDB).total());
        figures.put("first load / plain Spark", first / medians.get(SPARK).total());
        figures.put("first load, $ a TB", Price.ofTerabyte(first, input.bytes()));
        figures.put(
                "small file, cold run, $",
                Price.ofColdFile(medians.get(COLD).seconds().get("run")));
        figures.put(
                "small file, warm run, $", Price.ofWarmFile(medians.get(WARM).total()));
        return figures;
    }

    public String json() throws IOException {
        ObjectNode json = JSON.createObjectNode();
        json.put("bytes", input.bytes())
                .put("files", input.logFiles() + input.songFiles())
                .put("plays", input.plays());
        json.putPOJO("size", size);
        json.putPOJO("medians", medians);
        json.putPOJO("rounds", rounds);
        json.putPOJO("figures", figures());
        json.put("prices", Price.arithmetic());
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    }

    private static String significant(double value) {
        return value >= 0.1 ? format("%.2f", value) : format("%.5f", value);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
