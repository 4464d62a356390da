package com.sparkify.local.status;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/** Daily counters of a deployed stack's runs, from CloudWatch. */
public final class Metrics {

    private static final String NAMESPACE = "Sparkify";
    private static final int DAYS = 7;
    private static final int DAY_SECONDS = (int) Duration.ofDays(1).toSeconds();
    private static final List<String> COUNTS = List.of("ObjectsRefused", "RowsRead", "RowsRejected");

    private Metrics() {}

    /** Returns the days with data. */
    public static List<Day> of(CloudWatchClient cloudWatch, Instant now) {
        Instant today = now.truncatedTo(ChronoUnit.DAYS);
        var names = new ArrayList<>(COUNTS);
        for (DriftKind drift : DriftKind.values()) {
            names.add(drift.metric());
        }
        var byDay = new TreeMap<LocalDate, Map<String, Long>>();
        cloudWatch
                .getMetricDataPaginator(get -> get.startTime(today.minus(Duration.ofDays(DAYS - 1)))
                        .endTime(today.plus(Duration.ofDays(1)))
                        .metricDataQueries(names.stream().map(Metrics::sum).toList()))
                .metricDataResults()
                .forEach(result -> add(byDay, result));
        return byDay.entrySet().stream()
                .map(day -> day(day.getKey(), day.getValue()))
                .toList();
    }

    private static MetricDataQuery sum(String name) {
        return MetricDataQuery.builder()
                // ids must begin with a lower-case letter
                .id("m" + name)
                .label(name)
                .metricStat(stat -> stat.metric(
                                metric -> metric.namespace(NAMESPACE).metricName(name))
                        .period(DAY_SECONDS)
                        .stat("Sum"))
                .build();
    }

    private static void add(Map<LocalDate, Map<String, Long>> byDay, MetricDataResult result) {
        for (int i = 0; i < result.timestamps().size(); i++) {
            LocalDate date = LocalDate.ofInstant(result.timestamps().get(i), ZoneOffset.UTC);
            byDay.computeIfAbsent(date, day -> new LinkedHashMap<>())
                    .put(result.id().substring(1), result.values().get(i).longValue());
        }
    }

    private static Day day(LocalDate date, Map<String, Long> sums) {
        var drift = new LinkedHashMap<String, Long>();
        for (DriftKind kind : DriftKind.values()) {
            if (sums.containsKey(kind.metric())) {
                drift.put(kind.title(), sums.get(kind.metric()));
            }
        }
        return new Day(
                date,
                sums.getOrDefault("ObjectsRefused", 0L),
                sums.getOrDefault("RowsRead", 0L),
                sums.getOrDefault("RowsRejected", 0L),
                drift);
    }
}
