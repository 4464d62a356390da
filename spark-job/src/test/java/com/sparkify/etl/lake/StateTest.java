package com.sparkify.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.lake.State.Attempt;
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
        return state.begun(new Open("batch", versions.keySet()), versions);
    }

    @Test
    void itIsReadAsItWasWritten() {
        StateObject state = StateObject.read(lake, "state/derived.json", true);
        State written = begun(state.state(), Map.of("a", "v1", "b", "v2"))
                .changed(Map.of("songs", LongRanges.of(5, 7)))
                .published(10)
                .changed(Map.of("users", LongRanges.of(0, 1)));
        state.write(written);
        assertThat(StateObject.read(lake, "state/derived.json", true).state()).isEqualTo(written);
    }

    @Test
    void aVersionThatIsBegunAgainAndAgainEndsUpAlone() {
        Map<String, String> ten = IntStream.range(0, 10).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v1"));
        State once = begun(State.NOTHING, ten);
        assertThat(once.attempt("k0", "v1")).hasValue(new Attempt("v1", 1, 4));
        assertThat(begun(once, Map.of("k0", "v1", "k1", "v1")).attempt("k0", "v1"))
                .hasValue(new Attempt("v1", 2, 1));
        assertThat(once.attempt("k0", "v2")).isEmpty();
        assertThat(begun(once, Map.of("k0", "v2")).attempt("k0", "v2")).hasValue(new Attempt("v2", 1, 1));
    }

    @Test
    void anOrderlyFailureIsNoDeathAndHalvesTheCompany() {
        Map<String, String> versions = Map.of("a", "v1", "b", "v1", "c", "v1", "d", "v1");
        State begun = begun(State.NOTHING, versions);
        State failed = begun.failed(State.NOTHING, versions);
        assertThat(failed.attempt("a", "v1")).hasValue(new Attempt("v1", 0, 2));
        assertThat(failed.open()).isEqualTo(begun.open());
        assertThat(begun.spared(State.NOTHING).attempts()).isEmpty();
    }

    @Test
    void whatIsDoneIsForgotten() {
        State earlier = begun(State.NOTHING, Map.of("a", "v1", "b", "v1", "c", "v1"));
        State ended = begun(earlier, Map.of("a", "v1", "b", "v1", "d", "v1")).ended(earlier, List.of("a"));
        assertThat(ended.attempts()).containsOnlyKeys("b", "c");
        assertThat(ended.attempt("b", "v1")).isEqualTo(earlier.attempt("b", "v1"));
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
                .hasMessageContaining("is no state object: It is no JSON object. Restore its previous version;");
    }

    @Test
    void aLakeWithRowsAndWithoutAStatePublishesEverything() {
        assertThat(StateObject.read(lake, "state/derived.json", false).state().unpublished())
                .isEqualTo(Unpublished.ALL);
        assertThat(StateObject.read(lake, "state/derived.json", true).state().unpublished())
                .isEqualTo(Unpublished.NOTHING);
    }
}
