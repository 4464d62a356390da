package com.sparkify.local.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * One measurement, or the medians of several.
 *
 * @param seconds by part, in chronological order; {@link #TOTAL} is the total, {@link #CPU} the processor time
 * @param counts values that do not depend on time, such as requests to S3
 */
record Measured(Map<String, Double> seconds, Map<String, Double> counts) {
    static final String TOTAL = "total";
    static final String CPU = "cpu";

    static Measured of(double total, double cpu) {
        return new Measured(Map.of(TOTAL, total, CPU, cpu), Map.of());
    }

    double total() {
        return seconds.get(TOTAL);
    }

    double cpu() {
        return seconds.get(CPU);
    }

    /** Returns the median of each part and count; a missing value is 0. */
    static Measured median(List<Measured> rounds) {
        return new Measured(medians(rounds, Measured::seconds), medians(rounds, Measured::counts));
    }

    private static Map<String, Double> medians(List<Measured> rounds, Function<Measured, Map<String, Double>> figures) {
        Set<String> names = new LinkedHashSet<>();
        rounds.forEach(round -> names.addAll(figures.apply(round).keySet()));
        Map<String, Double> medians = new LinkedHashMap<>();
        for (String name : names) {
            List<Double> values = new ArrayList<>();
            rounds.forEach(round -> values.add(figures.apply(round).getOrDefault(name, 0.0)));
            values.sort(null);
            int middle = values.size() / 2;
            medians.put(
                    name,
                    values.size() % 2 == 1 ? values.get(middle) : (values.get(middle - 1) + values.get(middle)) / 2);
        }
        return medians;
    }
}
