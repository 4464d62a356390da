package com.sparkify.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ProcessAnswerTest {

    @Test
    void whatItPrintedIsTheAnswer() throws Exception {
        assertThat(answer("echo warning >&2; echo present loaded", Duration.ofMinutes(1)))
                .isEqualTo("present loaded");
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void theLimitHoldsForAProcessThatPrintsNothing() {
        assertThatThrownBy(() -> answer("exec sleep 60", Duration.ofSeconds(1)))
                .isInstanceOf(IOException.class)
                .hasMessage("the JVM that reads them was not done after 1 s");
    }

    @Test
    void aFailureIsToldByItsLastError() {
        assertThatThrownBy(
                        () -> answer("echo 'error: first' >&2; echo 'error: last' >&2; exit 1", Duration.ofMinutes(1)))
                .hasMessage("error: last");
        assertThatThrownBy(() -> answer("echo partly; exit 1", Duration.ofMinutes(1)))
                .hasMessage("the JVM that reads them exited without output");
    }

    private static String answer(String script, Duration limit) throws IOException, InterruptedException {
        return ProcessAnswer.of(new ProcessBuilder("sh", "-c", script), limit);
    }
}
