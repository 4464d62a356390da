package com.sparkify.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Days as the metrics tell them, and which alarms ring on each. */
class AlarmDaysTest {
    private static final String QUEUE = " sparkify-announcements";
    private static final String DELETED = "NumberOfMessagesDeleted" + QUEUE;
    private static final String AGE = "ApproximateAgeOfOldestMessage" + QUEUE;
    private static final String DEAD = "ApproximateNumberOfMessagesVisible sparkify-dead-letters";
    private static final String ERRORS = "Errors sparkify-launcher";
    private static final String PENDING = "OldestPendingAgeSeconds";

    record Day(String what, MetricDay metrics, Set<String> rings) {
        @Override
        public String toString() {
            return what;
        }
    }

    @ParameterizedTest
    @MethodSource("days")
    void ringsForThisAndNothingElse(Day day) {
        Set<String> ringing = alarms().stream()
                .filter(id -> new WatchedAlarm(Synth.defaults().resource("AWS::CloudWatch::Alarm", "Alarms" + id))
                        .rings(day.metrics()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(ringing).isEqualTo(new TreeSet<>(day.rings()));
    }

    @Test
    void everyAlarmRingsOnSomeDay() {
        assertThat(days().flatMap(day -> day.rings().stream()).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(alarms());
    }

    static Stream<Day> days() {
        return Stream.of(
                new Day("nothing arrives", idle(), Set.of()),
                new Day("a file every three hours, each at the end of an hour", sparse(), Set.of()),
                new Day("a file every twenty seconds", busy(), Set.of()),
                new Day(
                        "two nudges in one period and none in the next",
                        idle().forget(PENDING, 600, 605).tell(PENDING, 599, 0),
                        Set.of()),
                new Day(
                        "the clock stands still for a quarter of an hour",
                        idle().forget(PENDING, 600, 615),
                        Set.of("OldestPending")),
                new Day("a load takes 90 minutes", pending(90), Set.of()),
                new Day("a load takes two hours", pending(120), Set.of("OldestPending")),
                new Day("an announcement is given up", sparse().tell(DEAD, 700, 1), Set.of("DeadLetters")),
                new Day("dead letters are gone", sparse().tell(DEAD, 700, 0), Set.of()),
                new Day("a message waits a quarter of an hour", sparse().tell(AGE, 705, 900), Set.of()),
                new Day("a message waits longer", sparse().tell(AGE, 705, 960), Set.of("OldestMessage")),
                new Day("a run fails", sparse().tell("RunsFailed", 610, 1), Set.of("FailedRuns")),
                new Day(
                        "a run exceeds its time and is cancelled",
                        sparse().tell("RunsCancelled", 900, 1),
                        Set.of("CancelledRuns")),
                new Day(
                        "somebody takes every other message",
                        busy().tell(DELETED, 600, 780, 1, minute -> 3),
                        Set.of("OtherReaders")),
                new Day(
                        "somebody takes a message in each of two hours of a sparse feed",
                        sparse().tell(DELETED, 100, 1).tell(DELETED, 1000, 1),
                        Set.of("OtherReaders")),
                new Day(
                        "one batch is deleted in another hour than it is counted in",
                        sparse().tell(DELETED, 100, 1),
                        Set.of()),
                new Day("a row of twenty is bad", rows(1000, 50), Set.of()),
                new Day("more than a row of twenty is bad", rows(1000, 51), Set.of("RejectedRows")),
                new Day("bad rows without a count of all", idle().tell("RowsRejected", 600, 7), Set.of()),
                new Day("a field that nobody knows, in one row", drift("FieldsUnknown", 1), Set.of("Drift")),
                new Day("a field is missing", drift("FieldsMissing", 300), Set.of("Drift")),
                new Day("a field has another type", drift("FieldsOfOtherType", 300), Set.of("Drift")),
                new Day("every field is as agreed", drift("FieldsUnknown", 0), Set.of()),
                new Day("an object cannot be read", sparse().tell("ObjectsRefused", 640, 1), Set.of("RefusedObjects")),
                new Day("runs that refuse nothing", sparse().tell("ObjectsRefused", 640, 0), Set.of()),
                new Day("the launcher throws", sparse().tell(ERRORS, 640, 1), Set.of("LauncherErrors")),
                new Day("S3 throttles for ten minutes", sparse().tell("Failures", 600, 610, 1, minute -> 2), Set.of()),
                new Day(
                        "S3 throttles for a quarter of an hour",
                        sparse().tell("Failures", 600, 615, 1, minute -> 2),
                        Set.of("LauncherFailures")));
    }

    /** Every five minutes a nudge, which finds nothing, and the function publishes its counts. */
    private static MetricDay idle() {
        return new MetricDay()
                .tell(PENDING, 2, MetricDay.MINUTES, 5, minute -> 0)
                .tell("MessagesTaken", 2, MetricDay.MINUTES, 5, minute -> 0)
                .tell("Failures", 2, MetricDay.MINUTES, 5, minute -> 0)
                .tell(ERRORS, 2, MetricDay.MINUTES, 5, minute -> 0)
                .tell(AGE, 0, MetricDay.MINUTES, 5, minute -> 0)
                .tell(DEAD, 0, MetricDay.MINUTES, 5, minute -> 0);
    }

    /** The run of a file succeeds in the next hour. */
    private static MetricDay sparse() {
        return idle().tell("ObjectsAnnounced", 179, MetricDay.MINUTES, 180, minute -> 1)
                .tell("MessagesTaken", 179, MetricDay.MINUTES, 180, minute -> 1)
                .tell(DELETED, 179, MetricDay.MINUTES, 180, minute -> 1)
                .tell("RunsSucceeded", 182, MetricDay.MINUTES, 180, minute -> 1)
                .tell("RowsRead", 182, MetricDay.MINUTES, 180, minute -> 300)
                .tell("RowsRejected", 182, MetricDay.MINUTES, 180, minute -> 0);
    }

    /** The last batch of every other hour is counted in that hour and deleted in the next. */
    private static MetricDay busy() {
        return idle().tell("MessagesTaken", 0, MetricDay.MINUTES, 1, minute -> 3)
                .tell(DELETED, 0, MetricDay.MINUTES, 1, minute -> minute % 120 == 59 ? 2 : minute % 120 == 60 ? 4 : 3)
                .tell(AGE, 0, MetricDay.MINUTES, 1, minute -> 20)
                .forget(PENDING, 0, MetricDay.MINUTES)
                .tell(PENDING, 2, MetricDay.MINUTES, 5, minute -> 240)
                .tell("RowsRead", 0, MetricDay.MINUTES, 3, minute -> 9_000)
                .tell("RowsRejected", 0, MetricDay.MINUTES, 3, minute -> 20);
    }

    /** A manifest that is written at ten and is there for so many minutes. */
    private static MetricDay pending(int minutes) {
        return idle().forget(PENDING, 600, 600 + minutes)
                .tell(PENDING, 602, 600 + minutes, 5, minute -> 60 * (minute - 600));
    }

    private static MetricDay rows(int read, int rejected) {
        return idle().tell("RowsRead", 610, read).tell("RowsRejected", 610, rejected);
    }

    private static MetricDay drift(String metric, int fields) {
        return rows(300, 0)
                .tell("FieldsUnknown", 610, 0)
                .tell("FieldsMissing", 610, 0)
                .tell("FieldsOfOtherType", 610, 0)
                .tell(metric, 610, fields);
    }

    private static List<String> alarms() {
        return Synth.defaults().all("AWS::CloudWatch::Alarm").stream()
                .map(alarm -> alarm.get("AlarmName").asText().replace("sparkify-", ""))
                .toList();
    }
}
