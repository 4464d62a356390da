package com.sparkify.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * An alarm of the template, evaluated as CloudWatch does at the end of each of its periods: so many of the last periods
 * above the threshold, with what is missing taken as the alarm says. Before the day nothing was above it.
 */
record WatchedAlarm(JsonNode alarm) {

    boolean rings(MetricDay day) {
        int period = periodMinutes();
        return IntStream.rangeClosed(1, MetricDay.MINUTES / period).anyMatch(ended -> ringsAfter(ended, period, day));
    }

    private boolean ringsAfter(int endedPeriods, int period, MetricDay day) {
        int first = Math.max(0, endedPeriods - alarm.get("EvaluationPeriods").asInt());
        long above = IntStream.range(first, endedPeriods)
                .filter(index -> isAbove(index * period, (index + 1) * period, day))
                .count();
        return above >= alarm.get("DatapointsToAlarm").asInt();
    }

    private boolean isAbove(int from, int to, MetricDay day) {
        OptionalDouble value = alarm.has("MetricName") ? metric(alarm, from, to, day) : expression(from, to, day);
        return value.isPresent()
                ? value.getAsDouble() > alarm.get("Threshold").asDouble()
                : alarm.get("TreatMissingData").asText().equals("breaching");
    }

    private OptionalDouble expression(int from, int to, MetricDay day) {
        Map<String, OptionalDouble> metrics = new HashMap<>();
        String expression = null;
        for (JsonNode query : alarm.get("Metrics")) {
            if (query.has("Expression")) {
                expression = query.get("Expression").asText();
            } else {
                JsonNode stat = query.get("MetricStat");
                metrics.put(
                        query.get("Id").asText(),
                        day.statistic(name(stat.get("Metric")), stat.get("Stat").asText(), from, to));
            }
        }
        return MetricMath.evaluate(expression, metrics);
    }

    private static OptionalDouble metric(JsonNode alarm, int from, int to, MetricDay day) {
        return day.statistic(name(alarm), alarm.get("Statistic").asText(), from, to);
    }

    /** {@code ObjectsAnnounced}, or {@code NumberOfMessagesDeleted sparkify-announcements}. */
    private static String name(JsonNode metric) {
        JsonNode dimension = metric.at("/Dimensions/0/Value");
        return metric.get("MetricName").asText() + (dimension.isMissingNode() ? "" : " " + dimension.asText());
    }

    private int periodMinutes() {
        int seconds = alarm.has("Period")
                ? alarm.get("Period").asInt()
                : alarm.at("/Metrics/1/MetricStat/Period").asInt();
        return seconds / 60;
    }
}
