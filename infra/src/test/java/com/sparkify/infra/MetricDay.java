package com.sparkify.infra;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;

/** What the metrics of a stack are told in one day, by the minute. The name is that of the metric, with its queue. */
final class MetricDay {
    static final int MINUTES = 24 * 60;

    private final Map<String, TreeMap<Integer, List<Double>>> told = new HashMap<>();

    MetricDay tell(String metric, int minute, double value) {
        told.computeIfAbsent(metric, name -> new TreeMap<>())
                .computeIfAbsent(minute, at -> new ArrayList<>())
                .add(value);
        return this;
    }

    /** From a minute on, before another one, every so many minutes. */
    MetricDay tell(String metric, int from, int to, int every, IntToDoubleFunction valueAt) {
        for (int minute = from; minute < to; minute += every) {
            tell(metric, minute, valueAt.applyAsDouble(minute));
        }
        return this;
    }

    MetricDay forget(String metric, int from, int to) {
        told.getOrDefault(metric, new TreeMap<>()).subMap(from, to).clear();
        return this;
    }

    OptionalDouble statistic(String metric, String statistic, int from, int to) {
        double[] values = told.getOrDefault(metric, new TreeMap<>()).subMap(from, to).values().stream()
                .flatMap(List::stream)
                .mapToDouble(Double::doubleValue)
                .toArray();
        if (values.length == 0) {
            return OptionalDouble.empty();
        }
        return switch (statistic) {
            case "Sum" -> OptionalDouble.of(DoubleStream.of(values).sum());
            case "Maximum" -> DoubleStream.of(values).max();
            default -> throw new IllegalArgumentException("No such statistic here: " + statistic);
        };
    }
}
