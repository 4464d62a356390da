package com.sparkify.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        State written = state.state().begun(List.of("a", "b")).derived(Map.of("songs", 5L));
        state.write(written);
        assertThat(StateObject.read(lake, "state/derived.json").state()).isEqualTo(written);
    }

    @Test
    void attemptsGrowFallBackAndEnd() {
        State once = State.NOTHING.begun(List.of("a", "b"));
        assertThat(once.begun(List.of("a")).attempts()).isEqualTo(Map.of("a", 2, "b", 1));
        assertThat(once.takenBack(List.of("a")).attempts()).isEqualTo(Map.of("a", 0, "b", 1));
        assertThat(once.done(List.of("a")).attempts()).isEqualTo(Map.of("b", 1));
        assertThat(once.leftAs(State.NOTHING, List.of("a")).attempts()).isEqualTo(Map.of("b", 1));
    }

    @Test
    void aSecondWriterIsFoundOut() {
        StateObject one = StateObject.read(lake, "state/derived.json");
        StateObject other = StateObject.read(lake, "state/derived.json");
        one.write(State.NOTHING.begun(List.of("a")));
        assertThatThrownBy(() -> other.write(State.NOTHING.begun(List.of("b"))))
                .hasMessage("Another run wrote s3://%s/state/derived.json meanwhile: this one stops, nothing is lost"
                        .formatted(lake.bucket()));
    }

    @Test
    void whatIsNoStateIsSaid() {
        lake.put("state/derived.json", "[]");
        assertThatThrownBy(() -> StateObject.read(lake, "state/derived.json"))
                .hasMessageContaining("is no state object: It is no JSON object. Delete it to derive everything anew.");
    }
}
