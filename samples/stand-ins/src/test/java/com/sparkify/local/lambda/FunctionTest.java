package com.sparkify.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FunctionTest {

    @TempDir
    Path folder;

    private Function function;

    @BeforeEach
    void start() throws IOException {
        function = Function.start(FunctionSettings.of(
                        "colours",
                        List.of(Path.of("target/test-classes")),
                        TestHandler.class.getName() + "::handleRequest",
                        Map.of("COLOUR", "green"),
                        folder.resolve("function.log"))
                .withTimeout(Duration.ofSeconds(15)));
    }

    @AfterEach
    void stop() {
        function.close();
    }

    @Test
    void bytesGoInAndComeOut() throws Exception {
        byte[] event = "{\"text\": \"café ♫\", \"big\": \"%s\"}"
                .formatted("x".repeat(1 << 20))
                .getBytes(StandardCharsets.UTF_8);

        assertThat(function.invoke(event)).isEqualTo(event);
        assertThat(function.invoke("1".getBytes(StandardCharsets.UTF_8)))
                .asString()
                .isEqualTo("1");
    }

    @Test
    void theEnvironmentIsTheDeploymentsAlone() throws Exception {
        assertThat(invoke("\"environment\"")).isEqualTo("\"green null colours\"");
    }

    @Test
    void anExceptionIsAFailureThatNamesIt() throws Exception {
        assertThatThrownBy(() -> invoke("\"throw\""))
                .isInstanceOf(FunctionException.class)
                .hasMessageContaining("told to fail");
        assertThat(invoke("1")).isEqualTo("1");
    }

    @Test
    void aProcessThatDiedIsReplaced() throws Exception {
        assertThatThrownBy(() -> invoke("\"exit\""))
                .isInstanceOf(FunctionException.class)
                .hasMessage("The function's process exited with code 3");
        assertThat(invoke("1")).isEqualTo("1");
    }

    @Test
    void aFunctionThatHangsIsKilledAtItsTimeout() throws Exception {
        assertThat(invoke("1")).isEqualTo("1");

        assertThatThrownBy(() -> invoke("\"hang\""))
                .isInstanceOf(FunctionException.class)
                .hasMessage("Task timed out after 15 seconds");
        assertThat(invoke("1")).isEqualTo("1");
    }

    private String invoke(String event) throws Exception {
        return new String(function.invoke(event.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }
}
