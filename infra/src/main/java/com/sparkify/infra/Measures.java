package com.sparkify.infra;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.sqs.Queue;

/**
 * Metrics that alarms and dashboard share. Those in the namespace Sparkify come from the launcher and from log filters.
 * (Sorted maps, here and elsewhere: the order of Map.of differs between JVMs, and with it the template.)
 */
record Measures(Announcements announcements, LauncherFunction launcher) {
    static final String NAMESPACE = "Sparkify";
    static final Duration FIVE_MINUTES = Duration.minutes(5);

    /** A counter of the launcher or of a log filter; no data means 0. */
    static Metric sum(String metric, Duration period) {
        return own(metric, "Sum", period);
    }

    Metric oldestPendingSeconds() {
        return own("OldestPendingAgeSeconds", "Maximum", FIVE_MINUTES);
    }

    Metric deadLetters() {
        return visible(announcements.deadLetters());
    }

    Metric announced() {
        return visible(announcements.queue());
    }

    Metric oldestMessageSeconds() {
        return ofQueue("ApproximateAgeOfOldestMessage", "Maximum", FIVE_MINUTES, announcements.queue());
    }

    /** Invocations that threw or timed out, of any version. */
    Metric launcherErrors() {
        return Metric.Builder.create()
                .namespace("AWS/Lambda")
                .metricName("Errors")
                .dimensionsMap(Map.of("FunctionName", launcher.functionName()))
                .statistic("Sum")
                .period(FIVE_MINUTES)
                .build();
    }

    /** 0 if no rows were read. */
    IMetric rejectedPercent(Duration period) {
        return MathExpression.Builder.create()
                .label("Rejected rows, percent")
                .expression("IF(FILL(read, 0) > 0, 100 * FILL(rejected, 0) / read, 0)")
                .usingMetrics(
                        new TreeMap<>(Map.of("read", sum("RowsRead", period), "rejected", sum("RowsRejected", period))))
                .period(period)
                .build();
    }

    /** Fields that differ from the contract for each hundred rows; 0 if no rows were read. */
    IMetric driftPercent(Duration period) {
        return MathExpression.Builder.create()
                .label("Fields that differ from the contract, in a hundred rows")
                .expression(
                        "IF(FILL(read, 0) > 0, 100 * (FILL(unknown, 0) + FILL(missing, 0) + FILL(other, 0)) / read, 0)")
                .usingMetrics(new TreeMap<>(Map.of(
                        "read",
                        sum("RowsRead", period),
                        "unknown",
                        sum("FieldsUnknown", period),
                        "missing",
                        sum("FieldsMissing", period),
                        "other",
                        sum("FieldsOfOtherType", period))))
                .period(period)
                .build();
    }

    /**
     * 1 if the queue deleted a tenth more messages than the launcher handled, else 0. The number of sent messages is no
     * basis, because they are received later and in another period.
     */
    IMetric deletedByOthers(Duration period) {
        return MathExpression.Builder.create()
                .label("Messages deleted by others")
                .expression("IF(FILL(deleted, 0) > 1.1 * FILL(taken, 0), 1, 0)")
                .usingMetrics(new TreeMap<>(Map.of(
                        "deleted",
                        ofQueue("NumberOfMessagesDeleted", "Sum", period, announcements.queue()),
                        "taken",
                        sum("MessagesTaken", period))))
                .period(period)
                .build();
    }

    private static Metric own(String metric, String statistic, Duration period) {
        return Metric.Builder.create()
                .namespace(NAMESPACE)
                .metricName(metric)
                .statistic(statistic)
                .period(period)
                .build();
    }

    private static Metric visible(Queue queue) {
        return ofQueue("ApproximateNumberOfMessagesVisible", "Maximum", FIVE_MINUTES, queue);
    }

    private static Metric ofQueue(String metric, String statistic, Duration period, Queue queue) {
        return Metric.Builder.create()
                .namespace("AWS/SQS")
                .metricName(metric)
                .dimensionsMap(Map.of("QueueName", queue.getQueueName()))
                .statistic(statistic)
                .period(period)
                .build();
    }
}
