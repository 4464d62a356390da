package com.sparkify.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Processes that tests start, and what they said. */
record Child(int exitCode, String said) {
    private static final long PATIENCE_MINUTES = 5;

    /** Inherits this process's environment and adds to it. */
    static Child run(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return run(builder);
    }

    /** Has this environment and nothing else. */
    static Child runIn(Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return run(builder);
    }

    private static Child run(ProcessBuilder builder) {
        try {
            Path said = Files.createTempFile(Path.of("target"), "child", ".log");
            builder.redirectErrorStream(true).redirectOutput(said.toFile());
            Process process = builder.start();
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        "Still running after 5 minutes: " + String.join(" ", builder.command()));
            }
            return new Child(process.exitValue(), Files.readString(said));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
