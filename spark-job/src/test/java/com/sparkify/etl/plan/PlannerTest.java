package com.sparkify.etl.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.etl.lake.Attempts;
import com.sparkify.etl.lake.Attempts.Attempt;
import com.sparkify.etl.lake.State;
import com.sparkify.etl.lake.Unpublished;
import com.sparkify.etl.plan.Announced.Action;
import com.sparkify.etl.source.Kind;
import com.sparkify.etl.source.Pin;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final String KEY = "log_data/2018-11-01.json";
    private static final Pin PIN = new Pin(KEY, Kind.LOG, "e1", null, 10);
    private final Planner planner = new Planner("1");

    private static Announced announced(Action action) {
        return new Announced(KEY, Kind.LOG, null, action, "5", false);
    }

    private Step step(Action action, Pin pin, Known known, Integer deaths) {
        return planner.plan(
                        List.of(announced(action)),
                        pin == null ? Map.of() : Map.of(KEY, pin),
                        known == null ? Map.of() : Map.of(KEY, known),
                        deaths == null
                                ? State.NOTHING
                                : new State(
                                        new Attempts(Map.of(KEY, new Attempt("e1", deaths, 1))),
                                        State.Open.NONE,
                                        Unpublished.NOTHING,
                                        0))
                .get(0);
    }

    private static Known known(Status status, String etag) {
        return new Known(status, etag, "1", 1, null, null);
    }

    @Test
    void onlyTheCurrentRowIsSkipped() {
        assertThat(step(Action.LOAD, PIN, null, null)).isInstanceOf(Step.Read.class);
        assertThat(step(Action.LOAD, PIN, known(Status.LOADED, "e1"), null)).isInstanceOf(Step.Skip.class);
        assertThat(step(Action.LOAD, PIN, known(Status.REJECTED, "e1"), null)).isInstanceOf(Step.Skip.class);
        assertThat(step(Action.LOAD, PIN, known(Status.LOADED, "e2"), null)).isInstanceOf(Step.Read.class);
        assertThat(step(Action.FORCE, PIN, known(Status.LOADED, "e1"), null)).isInstanceOf(Step.Read.class);
        assertThat(step(Action.LOAD, PIN, new Known(Status.LOADED, "e1", "0", 1, null, null), null))
                .isInstanceOf(Step.Read.class);
    }

    @Test
    void whatKilledTheRunThreeTimesIsSetAside() {
        assertThat(step(Action.LOAD, PIN, null, 2)).isInstanceOf(Step.Read.class);
        assertThat(step(Action.FORCE, PIN, null, 3)).isInstanceOf(Step.SetAside.class);
    }

    @Test
    void anotherVersionOfAnObjectThatKilledTheRunIsTried() {
        Pin corrected = new Pin(KEY, Kind.LOG, "e2", null, 10);
        assertThat(step(Action.LOAD, corrected, null, 3))
                .isEqualTo(new Step.Read(announced(Action.LOAD), corrected, Step.Change.ANY));
    }

    @Test
    void aRetractionStaysUnlessTheObjectIsAnnouncedAgain() {
        assertThat(step(Action.SWEEP, PIN, known(Status.RETRACTED, "e1"), null)).isInstanceOf(Step.Skip.class);
        assertThat(step(Action.SWEEP, PIN, known(Status.RETRACTED, "e0"), null)).isInstanceOf(Step.Read.class);
        assertThat(step(Action.LOAD, PIN, known(Status.RETRACTED, "e1"), null)).isInstanceOf(Step.Read.class);
        assertThat(step(Action.SWEEP, PIN, new Known(Status.RETRACTED, "e1", "0", 1, null, null), null))
                .isInstanceOf(Step.Skip.class);
    }

    @Test
    void aRetractionIsNeverSkippedWhateverTheHistoryKnows() {
        assertThat(step(Action.RETRACT, PIN, null, null))
                .isEqualTo(new Step.Retract(announced(Action.RETRACT), "e1", Step.Change.ANY));
        assertThat(step(Action.RETRACT, null, null, null)).isInstanceOf(Step.Retract.class);
        assertThat(step(Action.RETRACT, PIN, known(Status.RETRACTED, "e1"), null))
                .isInstanceOf(Step.Retract.class);
    }

    @Test
    void whatAnEarlierRunDidForARequestIsNotDoneAgain() {
        Known older = Known.of(null, Status.RETRACTED, "e1", "1", 1, "4");
        Known same = Known.of(null, Status.RETRACTED, "e1", "1", 1, "5");
        assertThat(step(Action.RETRACT, PIN, older, null)).isInstanceOf(Step.Retract.class);
        assertThat(step(Action.RETRACT, PIN, same, null)).isInstanceOf(Step.Skip.class);
        Known loadedAfter = Known.of(same, Status.LOADED, "e1", "1", 2, "6");
        assertThat(step(Action.RETRACT, PIN, loadedAfter, null)).isInstanceOf(Step.Skip.class);
        Known loadedForAnOlderRequest = Known.of(same, Status.LOADED, "e1", "1", 2, "4");
        assertThat(step(Action.RETRACT, PIN, loadedForAnOlderRequest, null)).isInstanceOf(Step.Retract.class);
        Known loadedBefore = Known.of(null, Status.LOADED, "e1", "1", 1, "4");
        assertThat(step(Action.FORCE, PIN, loadedBefore, null)).isInstanceOf(Step.Read.class);
        assertThat(step(Action.FORCE, PIN, Known.of(null, Status.LOADED, "e1", "1", 1, "5"), null))
                .isInstanceOf(Step.Skip.class);
        assertThat(step(Action.FORCE, PIN, Known.of(null, Status.LOADED, "e0", "1", 1, "5"), null))
                .isInstanceOf(Step.Read.class);
    }

    @Test
    void aListingPassesOverWhatALaterRequestRetracted() {
        Known later = Known.of(null, Status.RETRACTED, "e1", "1", 1, "6");
        Known earlier = Known.of(null, Status.RETRACTED, "e1", "1", 1, "4");
        for (Action action : List.of(Action.LOAD, Action.FORCE, Action.SWEEP)) {
            Announced listed = new Announced(KEY, Kind.LOG, null, action, "5", true);
            Pin changed = new Pin(KEY, Kind.LOG, "e2", null, 10);
            assertThat(planner.plan(List.of(listed), Map.of(KEY, changed), Map.of(KEY, later), State.NOTHING))
                    .allMatch(step -> step instanceof Step.Skip);
            assertThat(planner.plan(List.of(listed), Map.of(KEY, changed), Map.of(KEY, earlier), State.NOTHING))
                    .allMatch(step -> step instanceof Step.Read);
        }
        assertThat(step(Action.LOAD, PIN, later, null)).isInstanceOf(Step.Read.class);
    }

    @Test
    void anAbsentObjectIsToldOnce() {
        assertThat(step(Action.LOAD, null, known(Status.LOADED, "e1"), null)).isInstanceOf(Step.Missing.class);
        assertThat(step(Action.LOAD, null, known(Status.MISSING, null), null)).isInstanceOf(Step.Skip.class);
    }

    private static Step.Read read(String key, Kind kind, String day, long size, int company) {
        LocalDate partition = day == null ? null : LocalDate.parse(day);
        return new Step.Read(
                new Announced(key, kind, partition, Action.LOAD, "5", false),
                new Pin(key, kind, "e", null, size),
                company);
    }

    private static List<String> keys(Batch batch) {
        return batch.steps(Step.Read.class).stream()
                .map(read -> read.pin().key())
                .toList();
    }

    @Test
    void songsComeFirstThenTheNewestPartition() {
        List<Step> steps = List.of(
                read("a", Kind.LOG, "2018-11-01", 1, Step.Change.ANY),
                read("b", Kind.LOG, "2018-11-02", 1, Step.Change.ANY),
                read("c", Kind.LOG, null, 1, Step.Change.ANY),
                read("d", Kind.SONG, null, 1, Step.Change.ANY));
        assertThat(keys(Batch.next(steps, new Batch.Limit(100, 100)))).containsExactly("d", "b", "a", "c");
        assertThat(keys(Batch.next(steps, new Batch.Limit(2, 100)))).containsExactly("d", "b");
        assertThat(keys(Batch.next(steps, new Batch.Limit(100, 3)))).containsExactly("d", "b", "a");
    }

    @Test
    void anObjectLargerThanTheLimitIsABatchByItself() {
        List<Step> steps = List.of(
                read("a", Kind.LOG, "2018-11-02", 500, Step.Change.ANY),
                read("b", Kind.LOG, "2018-11-01", 1, Step.Change.ANY));
        assertThat(keys(Batch.next(steps, new Batch.Limit(100, 100)))).containsExactly("a");
    }

    @Test
    void suspectsComeLastAndInNoMoreCompanyThanTheyMayHave() {
        List<Step> suspects = IntStream.range(0, 100)
                .<Step>mapToObj(i -> read("k%02d".formatted(i), Kind.LOG, null, 1, 10))
                .toList();
        assertThat(keys(Batch.next(suspects, new Batch.Limit(1000, 1000)))).hasSize(10);
        List<Step> mixed = List.of(
                read("bad", Kind.LOG, null, 1, 1),
                read("suspect", Kind.LOG, null, 1, 2),
                read("good", Kind.LOG, null, 1, Step.Change.ANY));
        assertThat(keys(Batch.next(mixed, new Batch.Limit(1000, 1000)))).containsExactly("good");
        assertThat(keys(Batch.next(mixed.subList(0, 2), new Batch.Limit(1000, 1000))))
                .containsExactly("suspect");
    }

    @Test
    void retractionsWaitUntilNothingIsLeftToReadAndSoStopNoLoad() {
        Step read = read("a", Kind.LOG, null, 1, Step.Change.ANY);
        Step retraction = new Step.Retract(announced(Action.RETRACT), "e1", Step.Change.ANY);
        Step suspect = new Step.Retract(announced(Action.RETRACT), "e1", 1);
        Batch.Limit limit = new Batch.Limit(100, 2);
        assertThat(Batch.next(List.of(suspect, retraction, read), limit).steps())
                .containsExactly(read);
        assertThat(Batch.next(List.of(suspect, retraction, retraction, retraction), limit)
                        .steps())
                .containsExactly(retraction, retraction);
        assertThat(Batch.next(List.of(suspect, suspect), limit).steps()).containsExactly(suspect);
    }
}
