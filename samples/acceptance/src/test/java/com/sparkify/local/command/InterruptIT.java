package com.sparkify.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.local.stack.Installation;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C during a run: exit code 130, and no process is left. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class InterruptIT {

    @TempDir
    Path folder;

    @Test
    void anInterruptLeavesNoProcess() throws Exception {
        Path logs = Files.createDirectories(folder.resolve("logs"));
        Files.writeString(
                logs.resolve("2018-11-12-events.json"),
                "{\"page\":\"NextSong\",\"ts\":1541980800000,\"sessionId\":1,\"itemInSession\":0,\"userId\":\"1\"}\n");
        Process command = start(
                "local",
                "--logs",
                logs.toString(),
                "--out",
                folder.resolve("out").toString());
        try {
            while (!isDriverUp()) {
                assertThat(command.isAlive())
                        .as("the command runs until it is interrupted")
                        .isTrue();
                TimeUnit.MILLISECONDS.sleep(100);
            }
            List<ProcessHandle> children = command.descendants().toList();
            assertThat(children).as("the function and the driver").hasSizeGreaterThanOrEqualTo(2);

            new ProcessBuilder("kill", "-INT", Long.toString(command.pid()))
                    .start()
                    .waitFor();

            assertThat(command.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(command.exitValue()).isEqualTo(130);
            assertThat(Files.readString(folder.resolve("command.log")))
                    .doesNotContain("run 1 failed", "\tat ")
                    .endsWith("Interrupted: run the same command again to continue\n");
            for (ProcessHandle child : children) {
                child.onExit().get(10, TimeUnit.SECONDS);
            }
        } finally {
            command.destroyForcibly();
        }
    }

    /** The log has a line once Spark has started. */
    private boolean isDriverUp() throws IOException {
        Path runs = folder.resolve("out/runs");
        if (!Files.isDirectory(runs)) {
            return false;
        }
        try (var logs = Files.find(runs, 2, (path, file) -> path.endsWith("stderr.log") && file.size() > 0)) {
            return logs.findAny().isPresent();
        }
    }

    private Process start(String... arguments) throws IOException {
        Path built = Installation.current().home().resolve("samples/command-line/target");
        var words = new java.util.ArrayList<String>();
        if (System.getProperty("os.name").equals("Linux")) {
            // A build that was started in the background ignores SIGINT, and so would everything it starts.
            words.addAll(List.of("env", "--default-signal=INT"));
        }
        words.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dsparkify.home=" + System.getProperty("sparkify.home"),
                "-cp",
                built.resolve("command-line.jar")
                        + File.pathSeparator
                        + Files.readString(built.resolve("command-line.classpath"))
                                .strip(),
                "com.sparkify.local.Sparkify"));
        words.addAll(List.of(arguments));
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("command.log").toFile())
                .start();
    }
}
