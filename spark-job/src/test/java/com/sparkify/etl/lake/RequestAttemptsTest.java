package com.sparkify.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sparkify.etl.run.InMemoryObjectStore;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RequestAttemptsTest {
    private static final String KEY = "state/requests.json";

    private final InMemoryObjectStore lake = new InMemoryObjectStore("attempts-" + UUID.randomUUID());
    private boolean isLost;
    private final RequestAttempts attempts = attempts();

    private RequestAttempts attempts() {
        return new RequestAttempts(lake, KEY, () -> {
            if (isLost) {
                throw new LeaseHeldException("lost");
            }
        });
    }

    @Test
    void aStepCountsUntilItEnds() {
        attempts.begin("one");
        assertThat(lake.text(KEY)).isEqualTo("{\"one\":1}");
        attempts.end("one");
        assertThat(lake.list("state/")).isEmpty();
    }

    @Test
    void onlyTheStepThatIsGivenUpIsTakenBack() {
        attempts.begin("died");
        RequestAttempts next = attempts();
        next.begin("died");
        next.end("died");
        next.begin("one");
        isLost = true;
        next.takeBack();
        assertThat(lake.text(KEY)).isEqualTo("{\"died\":1}");
        next.takeBack();
        assertThat(lake.text(KEY)).isEqualTo("{\"died\":1}");
    }

    /** A lost lease may fail a step in any way; then its end cannot be recorded. */
    @Test
    void aStepWhoseEndCannotBeRecordedIsTakenBack() {
        attempts.begin("one");
        isLost = true;
        assertThatThrownBy(() -> attempts.end("one")).isInstanceOf(LeaseHeldException.class);
        attempts.takeBack();
        assertThat(lake.text(KEY)).isEqualTo("{}");
    }

    @Test
    void aStepThatCouldNotBeginIsNotTakenBack() {
        attempts.begin("died");
        RequestAttempts next = attempts();
        isLost = true;
        assertThatThrownBy(() -> next.begin("died")).isInstanceOf(LeaseHeldException.class);
        next.takeBack();
        assertThat(lake.text(KEY)).isEqualTo("{\"died\":1}");
    }

    @Test
    void whatAnotherRunWroteIsLeftAlone() {
        attempts.begin("one");
        attempts().begin("one");
        attempts.takeBack();
        assertThat(lake.text(KEY)).isEqualTo("{\"one\":2}");
    }
}
