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

/** A program that makes a Spark session of its own, beside the runs of the application, in a JVM of its own. */
public final class SparkProcess implements AutoCloseable {

    /** Ctrl-C on a terminal goes to all processes of its foreground; who ignores it at the start goes on ignoring it. */
    private static final List<String> IGNORING_INTERRUPTS = List.of("sh", "-c", "trap '' INT; exec \"$@\"", "sh");

    private final Process process;
    private final SparkJvm.Launch launch;
    private boolean ended;

    private SparkProcess(Process process, SparkJvm.Launch launch) {
        this.process = process;
        this.launch = launch;
    }

    /**
     * Starts it. If no archive of classes is there yet, it writes one when it ends.
     *
     * @param defaults its temporary folder gets {@code stderr.log}; the caller removes that folder
     * @param main the class to start, in {@code jar}
     */
    public static SparkProcess start(SparkJvm jvm, SparkDefaults defaults, Path jar, String main) throws IOException {
        return start(List.of(), jvm, jvm.queryLaunch(), defaults, jar, main, List.of());
    }

    /** The same for a prompt, where Ctrl-C is no end and nobody waits for an archive. */
    public static SparkProcess startForPrompt(SparkJvm jvm, SparkDefaults defaults, Path jar, String main)
            throws IOException {
        return start(IGNORING_INTERRUPTS, jvm, jvm.promptLaunch(), defaults, jar, main, List.of());
    }

    /** Starts a program that loads so many bytes in a JVM with the flags that a run for as many has. */
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
        // An archive holds for a class path that begins like its own: the jar, which a build replaces, stays out of it.
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

    /** Closes its stdin and waits until it has ended, and with it the archive is there. */
    public void end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        int exitCode = process.waitFor();
        ended = true;
        launch.ended(exitCode);
    }

    /** Kills it if it has not ended. */
    @Override
    public void close() throws IOException {
        ProcessTree.kill(process);
        if (!ended) {
            launch.ended(process.exitValue());
        }
    }
}
