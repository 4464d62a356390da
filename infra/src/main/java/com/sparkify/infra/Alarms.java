package com.sparkify.infra;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.constructs.Construct;

/** The alarms, each with its next step; docs/operations.md describes them by name. */
final class Alarms extends Construct {
    private final Names names;
    private final AlarmTopic topic;

    Alarms(Construct scope, DeploymentSettings settings, Names names, AlarmTopic topic, Measures measures) {
        super(scope, "Alarms");
        this.names = names;
        this.topic = topic;
        above(
                "DeadLetters",
                measures.deadLetters(),
                0,
                1,
                "Announcements failed five times: find the cause, then redrive");
        above(
                "OldestMessage",
                measures.oldestMessageSeconds(),
                900,
                1,
                "The launcher does not keep up or does not run");
        // The only alarm that rings on missing data: the nudge reports every five minutes unless the schedule is
        // broken.
        alarm(
                "OldestPending",
                measures.oldestPendingSeconds(),
                settings.oldestPendingMinutes() * 60,
                3,
                3,
                "Work has been pending too long: look at the last runs",
                TreatMissingData.BREACHING);
        above(
                "FailedRuns",
                Measures.sum("RunsFailed", Measures.FIVE_MINUTES),
                0,
                1,
                "A run failed: its work is pending");
        // EMR cancels a run that exceeds its time limit, and reports it as cancelled, not as failed.
        above(
                "CancelledRuns",
                Measures.sum("RunsCancelled", Measures.FIVE_MINUTES),
                0,
                1,
                "A run was cancelled, by its time limit or by hand: its work is pending");
        // One hour a day is tolerated: a batch may be deleted in another hour than it is counted in.
        alarm(
                "OtherReaders",
                measures.deletedByOthers(Duration.hours(1)),
                0,
                2,
                24,
                "Another consumer takes messages from the queue: send a sweep, then find the consumer",
                TreatMissingData.NOT_BREACHING);
        above(
                "RejectedRows",
                measures.rejectedPercent(Duration.hours(1)),
                settings.rejectedPercent(),
                1,
                "Too many rows were rejected: query sparkify.rejected_rows");
        above(
                "Drift",
                measures.driftPercent(Duration.hours(1)),
                settings.driftPercent(),
                1,
                "Fields are unknown, missing or of another type than in the contract: query sparkify.load_history");
        above(
                "RefusedObjects",
                Measures.sum("ObjectsRefused", Measures.FIVE_MINUTES),
                0,
                1,
                "An object could not be read, the rows of its earlier version stay: query sparkify.load_history");
        above("LauncherErrors", measures.launcherErrors(), 0, 1, "The launcher threw or timed out: see its log");
        above(
                "LauncherFailures",
                Measures.sum("Failures", Measures.FIVE_MINUTES),
                0,
                3,
                "Announcements have returned to the queue for 15 minutes");
    }

    private void above(String id, IMetric metric, Number threshold, int periods, String nextStep) {
        alarm(id, metric, threshold, periods, periods, nextStep, TreatMissingData.NOT_BREACHING);
    }

    private void alarm(
            String id,
            IMetric metric,
            Number threshold,
            int breachingPeriods,
            int periods,
            String nextStep,
            TreatMissingData missing) {
        Alarm.Builder.create(this, id)
                .alarmName(names.of(id))
                .alarmDescription(nextStep)
                .metric(metric)
                .threshold(threshold)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .datapointsToAlarm(breachingPeriods)
                .evaluationPeriods(periods)
                .treatMissingData(missing)
                .build()
                .addAlarmAction(new SnsAction(topic.topic()));
    }
}
