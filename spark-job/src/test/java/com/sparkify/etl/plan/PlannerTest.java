package com.sparkify.etl.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.etl.lake.Attempts;
import com.sparkify.etl.lake.Attempts.Attempt;
import com.sparkify.etl.lake.State;
import com.sparkify.etl.lake.Unpublished;
import com.sparkify.etl.plan.Announced.Action;
import com.sparkify.etl.source.Kind;
import com.sparkify.etl.source.ObjectVersion;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final String KEY = "log_data/2018-11-01.json";
    private static final ObjectVersion PIN = new ObjectVersion(KEY, Kind.LOG, "e1", null, 10);
    private final Planner planner = new Planner("1");

    private static Announced announced(Action action) {
        return new Announced(KEY, Kind.LOG, null, action, "5", false);
    }

    private ObjectAction step(Action action, ObjectVersion pin, LastHistoryRow known, Integer deaths) {
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

    private static LastHistoryRow known(Status status, String etag) {
        return new LastHistoryRow(status, etag, "1", 1, null, null);
    }

    @Test
    void onlyTheCurrentRowIsSkipped() {
        assertThat(step(Action.LOAD, PIN, null, null)).isInstanceOf(ObjectAction.Read.class);
        assertThat(step(Action.LOAD, PIN, known(Status.LOADED, "e1"), null)).isInstanceOf(ObjectAction.Skip.class);
        assertThat(step(Action.LOAD, PIN, known(Status.REJECTED, "e1"), null)).isInstanceOf(ObjectAction.Skip.class);
        assertThat(step(Action.LOAD, PIN, known(Status.LOADED, "e2"), null)).isInstanceOf(ObjectAction.Read.class);
        assertThat(step(Action.FORCE, PIN, known(Status.LOADED, "e1"), null)).isInstanceOf(ObjectAction.Read.class);
        assertThat(step(Action.LOAD, PIN, new LastHistoryRow(Status.LOADED, "e1", "0", 1, null, null), null))
                .isInstanceOf(ObjectAction.Read.class);
    }

    @Test
    void whatKilledTheRunThreeTimesIsSetAside() {
        assertThat(step(Action.LOAD, PIN, null, 2)).isInstanceOf(ObjectAction.Read.class);
        assertThat(step(Action.FORCE, PIN, null, 3)).isInstanceOf(ObjectAction.SetAside.class);
    }

    @Test
    void anotherVersionOfAnObjectThatKilledTheRunIsTried() {
        ObjectVersion corrected = new ObjectVersion(KEY, Kind.LOG, "e2", null, 10);
        assertThat(step(Action.LOAD, corrected, null, 3))
                .isEqualTo(new ObjectAction.Read(announced(Action.LOAD), corrected, ObjectAction.Change.ANY));
    }

    @Test
    void aRetractionStaysUnlessTheObjectIsAnnouncedAgain() {
        assertThat(step(Action.SWEEP, PIN, known(Status.RETRACTED, "e1"), null)).isInstanceOf(ObjectAction.Skip.class);
        assertThat(step(Action.SWEEP, PIN, known(Status.RETRACTED, "e0"), null)).isInstanceOf(ObjectAction.Read.class);
        assertThat(step(Action.LOAD, PIN, known(Status.RETRACTED, "e1"), null)).isInstanceOf(ObjectAction.Read.class);
        assertThat(step(Action.SWEEP, PIN, new LastHistoryRow(Status.RETRACTED, "e1", "0", 1, null, null), null))
                .isInstanceOf(ObjectAction.Skip.class);
    }

    @Test
    void aRetractionIsNeverSkippedWhateverTheHistoryKnows() {
        assertThat(step(Action.RETRACT, PIN, null, null))
                .isEqualTo(new ObjectAction.Retract(announced(Action.RETRACT), "e1", ObjectAction.Change.ANY));
        assertThat(step(Action.RETRACT, null, null, null)).isInstanceOf(ObjectAction.Retract.class);
        assertThat(step(Action.RETRACT, PIN, known(Status.RETRACTED, "e1"), null))
                .isInstanceOf(ObjectAction.Retract.class);
    }

    @Test
    void whatAnEarlierRunDidForARequestIsNotDoneAgain() {
        LastHistoryRow older = LastHistoryRow.of(null, Status.RETRACTED, "e1", "1", 1, "4");
        LastHistoryRow same = LastHistoryRow.of(null, Status.RETRACTED, "e1", "1", 1, "5");
        assertThat(step(Action.RETRACT, PIN, older, null)).isInstanceOf(ObjectAction.Retract.class);
        assertThat(step(Action.RETRACT, PIN, same, null)).isInstanceOf(ObjectAction.Skip.class);
        LastHistoryRow loadedAfter = LastHistoryRow.of(same, Status.LOADED, "e1", "1", 2, "6");
        assertThat(step(Action.RETRACT, PIN, loadedAfter, null)).isInstanceOf(ObjectAction.Skip.class);
        LastHistoryRow loadedForAnOlderRequest = LastHistoryRow.of(same, Status.LOADED, "e1", "1", 2, "4");
        assertThat(step(Action.RETRACT, PIN, loadedForAnOlderRequest, null)).isInstanceOf(ObjectAction.Retract.class);
        LastHistoryRow loadedBefore = LastHistoryRow.of(null, Status.LOADED, "e1", "1", 1, "4");
        assertThat(step(Action.FORCE, PIN, loadedBefore, null)).isInstanceOf(ObjectAction.Read.class);
        assertThat(step(Action.FORCE, PIN, LastHistoryRow.of(null, Status.LOADED, "e1", "1", 1, "5"), null))
                .isInstanceOf(ObjectAction.Skip.class);
        assertThat(step(Action.FORCE, PIN, LastHistoryRow.of(null, Status.LOADED, "e0", "1", 1, "5"), null))
                .isInstanceOf(ObjectAction.Read.class);
    }

    @Test
    void aListingPassesOverWhatALaterRequestRetracted() {
        LastHistoryRow later = LastHistoryRow.of(null, Status.RETRACTED, "e1", "1", 1, "6");
        LastHistoryRow earlier = LastHistoryRow.of(null, Status.RETRACTED, "e1", "1", 1, "4");
        for (Action action : List.of(Action.LOAD, Action.FORCE, Action.SWEEP)) {
            Announced listed = new Announced(KEY, Kind.LOG, null, action, "5", true);
            ObjectVersion changed = new ObjectVersion(KEY, Kind.LOG, "e2", null, 10);
            assertThat(planner.plan(List.of(listed), Map.of(KEY, changed), Map.of(KEY, later), State.NOTHING))
                    .allMatch(step -> step instanceof ObjectAction.Skip);
            assertThat(planner.plan(List.of(listed), Map.of(KEY, changed), Map.of(KEY, earlier), State.NOTHING))
                    .allMatch(step -> step instanceof ObjectAction.Read);
        }
        assertThat(step(Action.LOAD, PIN, later, null)).isInstanceOf(ObjectAction.Read.class);
    }

    @Test
    void anAbsentObjectIsToldOnce() {
        assertThat(step(Action.LOAD, null, known(Status.LOADED, "e1"), null)).isInstanceOf(ObjectAction.Missing.class);
        assertThat(step(Action.LOAD, null, known(Status.MISSING, null), null)).isInstanceOf(ObjectAction.Skip.class);
    }

    private static ObjectAction.Read read(String key, Kind kind, String day, long size, int maxBatchSize) {
        LocalDate partition = day == null ? null : LocalDate.parse(day);
        return new ObjectAction.Read(
                new Announced(key, kind, partition, Action.LOAD, "5", false),
                new ObjectVersion(key, kind, "e", null, size),
                maxBatchSize);
    }

    private static List<String> keys(Batch batch) {
        return batch.steps(ObjectAction.Read.class).stream()
                .map(read -> read.pin().key())
                .toList();
    }

    @Test
    void songsComeFirstThenTheNewestPartition() {
        List<ObjectAction> steps = List.of(
                read("a", Kind.LOG, "2018-11-01", 1, ObjectAction.Change.ANY),
                read("b", Kind.LOG, "2018-11-02", 1, ObjectAction.Change.ANY),
                read("c", Kind.LOG, null, 1, ObjectAction.Change.ANY),
                read("d", Kind.SONG, null, 1, ObjectAction.Change.ANY));
        assertThat(keys(Batch.next(steps, new Batch.Limit(100, 100)))).containsExactly("d", "b", "a", "c");
        assertThat(keys(Batch.next(steps, new Batch.Limit(2, 100)))).containsExactly("d", "b");
        assertThat(keys(Batch.next(steps, new Batch.Limit(100, 3)))).containsExactly("d", "b", "a");
    }

    @Test
    void anObjectLargerThanTheLimitIsABatchByItself() {
        List<ObjectAction> steps = List.of(
                read("a", Kind.LOG, "2018-11-02", 500, ObjectAction.Change.ANY),
                read("b", Kind.LOG, "2018-11-01", 1, ObjectAction.Change.ANY));
        assertThat(keys(Batch.next(steps, new Batch.Limit(100, 100)))).containsExactly("a");
    }

    @Test
    void suspectsComeLastInBatchesOfLimitedSize() {
        List<ObjectAction> suspects = IntStream.range(0, 100)
                .<ObjectAction>mapToObj(i -> read("k%02d".formatted(i), Kind.LOG, null, 1, 10))
                .toList();
        assertThat(keys(Batch.next(suspects, new Batch.Limit(1000, 1000)))).hasSize(10);
        List<ObjectAction> mixed = List.of(
                read("bad", Kind.LOG, null, 1, 1),
                read("suspect", Kind.LOG, null, 1, 2),
                read("good", Kind.LOG, null, 1, ObjectAction.Change.ANY));
        assertThat(keys(Batch.next(mixed, new Batch.Limit(1000, 1000)))).containsExactly("good");
        assertThat(keys(Batch.next(mixed.subList(0, 2), new Batch.Limit(1000, 1000))))
                .containsExactly("suspect");
    }

    @Test
    void retractionsWaitUntilNothingIsLeftToReadAndSoStopNoLoad() {
        ObjectAction read = read("a", Kind.LOG, null, 1, ObjectAction.Change.ANY);
        ObjectAction retraction = new ObjectAction.Retract(announced(Action.RETRACT), "e1", ObjectAction.Change.ANY);
        ObjectAction suspect = new ObjectAction.Retract(announced(Action.RETRACT), "e1", 1);
        Batch.Limit limit = new Batch.Limit(100, 2);
        assertThat(Batch.next(List.of(suspect, retraction, read), limit).steps())
                .containsExactly(read);
        assertThat(Batch.next(List.of(suspect, retraction, retraction, retraction), limit)
                        .steps())
                .containsExactly(retraction, retraction);
        assertThat(Batch.next(List.of(suspect, suspect), limit).steps()).containsExactly(suspect);
    }
}
