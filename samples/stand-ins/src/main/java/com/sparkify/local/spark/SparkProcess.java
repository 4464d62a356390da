package com.sparkify.local.spark;

import com.sparkify.local.access.SigningKeys;
import com.sparkify.local.cleanup.ProcessTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A program with a Spark session of its own, in a JVM besides the application's runs. */
public final class SparkProcess implements AutoCloseable {

    /**
     * Ctrl-C on a terminal signals all foreground processes; a process started with the signal ignored keeps ignoring
     * it.
     */
    private static final List<String> IGNORING_INTERRUPTS = List.of("sh", "-c", "trap '' INT; exec \"$@\"", "sh");

    private final Process process;
    private final SparkJvm.Launch launch;
    private boolean ended;

    private SparkProcess(Process process, SparkJvm.Launch launch) {
        this.process = process;
        this.launch = launch;
    }

    /**
     * Starts the program. If no class-data archive exists, the process writes one at its end.
     *
     * @param defaults its temporary folder receives {@code stderr.log}; the caller deletes that folder
     * @param main main class, in {@code jar}
     */
    public static SparkProcess start(SparkJvm jvm, SparkDefaults defaults, Path jar, String main) throws IOException {
        return start(List.of(), jvm, jvm.queryLaunch(), defaults, jar, main, List.of());
    }

    /** As {@link #start}, for a prompt: Ctrl-C does not end it, and it writes no archive. */
    public static SparkProcess startForPrompt(SparkJvm jvm, SparkDefaults defaults, Path jar, String main)
            throws IOException {
        return start(IGNORING_INTERRUPTS, jvm, jvm.promptLaunch(), defaults, jar, main, List.of());
    }

    /** Starts a program that loads this many bytes, with the JVM flags of a run of that size. */
    public static SparkProcess startLoad(
            SparkJvm jvm, long inputBytes, SparkDefaults defaults, Path jar, String main, List<String> arguments)
            throws IOException {
        return start(List.of(), jvm, jvm.launch(inputBytes, Optional.empty()), defaults, jar, main, arguments);
    }

    private static SparkProcess start(
            List<String> before,
            SparkJvm jvm,
            SparkJvm.Launch launch,
            SparkDefaults defaults,
            Path jar,
            String main,
            List<String> arguments)
            throws IOException {
        var parameters = new SubmitParameters(List.of("--class", main));
        var command = new SparkCommand(jvm.classPath(), launch.flags(), defaults, parameters, jar, arguments);
        // An archive requires a class path with the same prefix, so the jar, which each build replaces, comes last.
        var words = new ArrayList<>(before);
        words.addAll(launch.isArchiving() ? command.words() : command.plainWords(main));
        var builder = new ProcessBuilder(words)
                .redirectError(defaults.temporary().resolve("stderr.log").toFile());
        LocalEnvironment.apply(builder.environment(), SigningKeys.LOCAL);
        return new SparkProcess(builder.start(), launch);
    }

    public OutputStream stdin() {
        return process.getOutputStream();
    }

    public InputStream stdout() {
        return process.getInputStream();
    }

    public boolean isArchiving() {
        return launch.isArchiving();
    }

    /** Closes the process's stdin and waits for its end, and with it for the archive. */
    public void end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        int exitCode = process.waitFor();
        ended = true;
        launch.ended(exitCode);
    }

    /** Kills the process unless it has ended. */
    @Override
    public void close() throws IOException {
        ProcessTree.kill(process);
        if (!ended) {
            launch.ended(process.exitValue());
        }
    }
}
