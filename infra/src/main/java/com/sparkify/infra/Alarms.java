package com.sparkify.infra;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.constructs.Construct;

/** What somebody must be told, each with its next step; docs/operations.md has the rest under the alarm's name. */
final class Alarms extends Construct {
    /** Longer than the longest wait before a run (EMR's start, a run ahead of it) and the run itself. */
    private static final Duration TIME_TO_LOAD = Duration.hours(3);

    private final Names names;
    private final AlarmTopic topic;

    Alarms(Construct scope, Settings settings, Names names, AlarmTopic topic, Measures measures) {
        super(scope, "Alarms");
        this.names = names;
        this.topic = topic;
        above(
                "DeadLetters",
                measures.deadLetters(),
                0,
                1,
                "Announcements could not be taken in: see why, then redrive");
        above(
                "OldestMessage",
                measures.oldestMessageSeconds(),
                900,
                1,
                "The launcher does not keep up or does not run");
        // Missing data rings here and only here: the nudge measures every five minutes, or the clock itself is broken.
        alarm(
                "OldestPending",
                measures.oldestPendingSeconds(),
                settings.oldestPendingMinutes() * 60,
                3,
                "Work is pending too long: look at the last runs",
                TreatMissingData.BREACHING);
        above(
                "FailedRuns",
                Measures.sum("RunsFailed", Measures.FIVE_MINUTES),
                0,
                1,
                "A run failed: its work is pending");
        above(
                "NotLoaded",
                measures.arrivedButNotLoaded(TIME_TO_LOAD),
                0,
                1,
                "Files arrived in three hours, and no run succeeded");
        above(
                "RejectedRows",
                measures.rejectedPercent(Duration.hours(1)),
                settings.rejectedPercent(),
                1,
                "Too many rows were rejected: ask sparkify.rejected_rows");
        above(
                "RefusedObjects",
                Measures.sum("ObjectsRefused", Measures.FIVE_MINUTES),
                0,
                1,
                "An object could not be read, what it gave before stays: ask sparkify.load_history");
        above("LauncherErrors", measures.launcherErrors(), 0, 1, "The launcher threw or timed out: see its log");
        above(
                "LauncherFailures",
                Measures.sum("Failures", Measures.FIVE_MINUTES),
                0,
                3,
                "Announcements go back to the queue, for a quarter of an hour already");
    }

    private void above(String id, IMetric metric, Number threshold, int periods, String nextStep) {
        alarm(id, metric, threshold, periods, nextStep, TreatMissingData.NOT_BREACHING);
    }

    private void alarm(
            String id, IMetric metric, Number threshold, int periods, String nextStep, TreatMissingData missing) {
        Alarm.Builder.create(this, id)
                .alarmName(names.of(id))
                .alarmDescription(nextStep)
                .metric(metric)
                .threshold(threshold)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .evaluationPeriods(periods)
                .treatMissingData(missing)
                .build()
                .addAlarmAction(new SnsAction(topic.topic()));
    }
}
