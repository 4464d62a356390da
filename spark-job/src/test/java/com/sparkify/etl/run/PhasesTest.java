package com.sparkify.etl.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class PhasesTest {

    @Test
    void tellsEachPhaseOnceAndInTheOrderInWhichItBegan() {
        Phases phases = new Phases();
        assertThat(phases.time("read", () -> 7)).isEqualTo(7);
        phases.time("book", () -> {
            long until = System.nanoTime() + 20_000_000;
            while (System.nanoTime() < until) {
                LockSupport.parkNanos(1_000_000);
            }
        });
        assertThat(phases.takeLine())
                .matches("phases \\{\"started\":\\d+,\"cpu\":\\d+,\"sparkJobs\":0,\"read\":\\d+,\"book\":[2-9]\\d+\\}");
        assertThat(phases.takeLine()).matches("phases \\{\"started\":\\d+,\"cpu\":\\d+,\"sparkJobs\":0\\}");
    }
}
