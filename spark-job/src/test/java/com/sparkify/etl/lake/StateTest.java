package com.sparkify.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sparkify.etl.lake.State.Attempt;
import com.sparkify.etl.run.InMemoryObjectStore;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StateTest {
    private final InMemoryObjectStore lake = new InMemoryObjectStore("state-" + UUID.randomUUID());

    @Test
    void itIsReadAsItWasWritten() {
        StateObject state = StateObject.read(lake, "state/derived.json");
        State written = state.state().begun(Map.of("a", "v1", "b", "v2")).derived(Map.of("songs", 5L));
        state.write(written);
        assertThat(StateObject.read(lake, "state/derived.json").state()).isEqualTo(written);
    }

    @Test
    void attemptsOfAVersionGrowFallBackAndEnd() {
        State once = State.NOTHING.begun(Map.of("a", "v1", "b", "v1"));
        assertThat(once.begun(Map.of("a", "v1")).attempts().get("a")).isEqualTo(new Attempt("v1", 2));
        assertThat(once.begun(Map.of("a", "v2")).attempts().get("a")).isEqualTo(new Attempt("v2", 1));
        assertThat(once.takenBack(List.of("a")).attempts().get("a")).isEqualTo(new Attempt("v1", 0));
        assertThat(once.done(List.of("a")).attempts()).containsOnlyKeys("b");
        assertThat(once.leftAs(State.NOTHING, List.of("a")).attempts()).containsOnlyKeys("b");
    }

    @Test
    void aSecondWriterIsFoundOut() {
        StateObject one = StateObject.read(lake, "state/derived.json");
        StateObject other = StateObject.read(lake, "state/derived.json");
        one.write(State.NOTHING.begun(Map.of("a", "v1")));
        assertThatThrownBy(() -> other.write(State.NOTHING.begun(Map.of("b", "v1"))))
                .hasMessage("Another run wrote s3://%s/state/derived.json meanwhile: this one stops, nothing is lost"
                        .formatted(lake.bucket()));
    }

    @Test
    void whatIsNoStateIsSaid() {
        lake.put("state/derived.json", "[]");
        assertThatThrownBy(() -> StateObject.read(lake, "state/derived.json"))
                .hasMessageContaining("is no state object: It is no JSON object. Restore its previous version;");
    }
}
