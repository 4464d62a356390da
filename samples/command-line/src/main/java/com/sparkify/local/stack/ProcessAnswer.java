package com.sparkify.local.stack;

import com.sparkify.local.cleanup.ProcessTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The answer of a program of the job's jar: it prints one line, and no child of it outlives this call. */
public final class ProcessAnswer {

    private ProcessAnswer() {}

    /**
     * Starts the process and returns what it printed.
     *
     * @throws IOException if it exits with another code than 0, or is not done in time
     */
    public static String of(ProcessBuilder builder, Duration limit) throws IOException, InterruptedException {
        // Files, because a pipe must be read until the process ends, which then has no limit.
        Path output = Files.createTempFile("sparkify-answer", ".txt");
        Path errors = Files.createTempFile("sparkify-answer", ".log");
        try {
            Process process = builder.redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            try {
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IOException("the JVM that reads them was not done after " + limit.toSeconds() + " s");
                }
                if (process.exitValue() != 0) {
                    throw new IOException(lastError(errors));
                }
                return Files.readString(output).strip();
            } finally {
                ProcessTree.kill(process);
            }
        } finally {
            Files.deleteIfExists(output);
            Files.deleteIfExists(errors);
        }
    }

    private static String lastError(Path errors) throws IOException {
        return Files.readString(errors)
                .lines()
                .filter(line -> line.startsWith("error: "))
                .reduce((earlier, later) -> later)
                .orElse("the JVM that reads them exited without output");
    }
}
