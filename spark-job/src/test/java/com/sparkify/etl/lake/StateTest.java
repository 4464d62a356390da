package com.sparkify.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.lake.Attempts.Attempt;
import com.sparkify.etl.lake.State.Open;
import com.sparkify.etl.run.InMemoryObjectStore;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StateTest {
    private final InMemoryObjectStore lake = new InMemoryObjectStore("state-" + UUID.randomUUID());

    private static State begun(State state, Map<String, String> versions) {
        return state.begun(new Open("batch", versions));
    }

    private static Map<String, String> versions(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v1"));
    }

    @Test
    void itIsReadAsItWasWritten() {
        StateObject state = StateObject.read(lake, "state/derived.json", true);
        State written = begun(begun(state.state(), versions(3)).undone(), Map.of("a", "v1", "b", "v2"))
                .excused()
                .changed(Map.of("songs", LongRanges.of(5, 7)))
                .published(10)
                .changed(Map.of("users", LongRanges.of(0, 1)));
        state.write(written);
        assertThat(StateObject.read(lake, "state/derived.json", true).state()).isEqualTo(written);
    }

    @Test
    void anAbruptEndCountsOnlyForAnObjectThatWasAlone() {
        State once = begun(State.NOTHING, versions(10)).undone();
        assertThat(once.attempt("k0", "v1")).hasValue(new Attempt("v1", 0, 3));
        State twice = begun(once, versions(3)).undone();
        assertThat(twice.attempt("k0", "v1")).hasValue(new Attempt("v1", 0, 1));
        State alone = begun(twice, versions(1)).undone();
        assertThat(alone.attempt("k0", "v1")).hasValue(new Attempt("v1", 1, 1));
        assertThat(alone.attempt("k0", "v2")).isEmpty();
        assertThat(begun(alone, Map.of("k0", "v2")).undone().attempt("k0", "v2"))
                .hasValue(new Attempt("v2", 1, 1));
    }

    @Test
    void aFailureThatIsNoDeathHalvesTheBatchSize() {
        State begun = begun(State.NOTHING, versions(4));
        State failed = begun.failed();
        assertThat(failed.open().keys()).isEqualTo(begun.open().keys());
        assertThat(failed.undone().attempt("k0", "v1")).hasValue(new Attempt("v1", 0, 2));
        assertThat(begun(failed.undone(), versions(1)).failed().undone().attempt("k0", "v1"))
                .hasValue(new Attempt("v1", 0, 1));
    }

    @Test
    void aKnownEndBlamesNobody() {
        assertThat(begun(State.NOTHING, versions(1)).excused().undone()).isEqualTo(State.NOTHING);
        assertThat(begun(State.NOTHING, versions(1)).closed()).isEqualTo(State.NOTHING);
    }

    /** An earlier release counted an attempt as it began the batch, and named no ETags. */
    @Test
    void theOpenBatchOfAnEarlierReleaseIsNotCountedTwice() {
        lake.put(
                "state/derived.json",
                "{\"version\":2,\"attempts\":{\"a\":{\"etag\":\"v1\",\"deaths\":1,\"maxBatchSize\":1}},"
                        + "\"open\":{\"id\":\"batch\",\"keys\":[\"a\"]},\"unpublished\":{},\"publishRows\":0}");
        State found = StateObject.read(lake, "state/derived.json", true).state();
        assertThat(found.open().keys()).containsExactly("a");
        assertThat(found.undone().attempt("a", "v1")).hasValue(new Attempt("v1", 1, 1));
    }

    @Test
    void whatIsDoneIsForgotten() {
        State earlier = begun(State.NOTHING, versions(3)).undone();
        State ended = begun(earlier, versions(2)).ended(List.of("k0"));
        assertThat(ended.attempts().byKey()).containsOnlyKeys("k1", "k2");
        assertThat(ended.attempt("k1", "v1")).isEqualTo(earlier.attempt("k1", "v1"));
        assertThat(ended.open()).isEqualTo(Open.NONE);
    }

    @Test
    void aSecondWriterIsFoundOut() {
        StateObject one = StateObject.read(lake, "state/derived.json", true);
        StateObject other = StateObject.read(lake, "state/derived.json", true);
        one.write(begun(State.NOTHING, Map.of("a", "v1")));
        assertThatThrownBy(() -> other.write(begun(State.NOTHING, Map.of("b", "v1"))))
                .hasMessage("Another run wrote s3://%s/state/derived.json meanwhile: this one stops, nothing is lost"
                        .formatted(lake.bucket()));
    }

    @Test
    void whatIsNoStateIsSaid() {
        lake.put("state/derived.json", "[]");
        assertThatThrownBy(() -> StateObject.read(lake, "state/derived.json", true))
                .hasMessageContaining("is not a state object: It is no JSON object. Restore its previous version;");
    }

    @Test
    void aLakeWithRowsAndWithoutAStatePublishesEverything() {
        assertThat(StateObject.read(lake, "state/derived.json", false).state().unpublished())
                .isEqualTo(Unpublished.ALL);
        assertThat(StateObject.read(lake, "state/derived.json", true).state().unpublished())
                .isEqualTo(Unpublished.NOTHING);
    }
}
