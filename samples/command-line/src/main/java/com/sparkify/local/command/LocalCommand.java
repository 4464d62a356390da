package com.sparkify.local.command;

import com.sparkify.local.command.InputFiles.InputFile;
import com.sparkify.local.stack.OutFolder;
import com.sparkify.local.stack.StackSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "local", description = "Uploads files to the local S3 and waits until everything is loaded.")
final class LocalCommand implements Callable<Integer> {

    @Option(names = "--logs", paramLabel = "DIR", description = "Folder of log files, uploaded under log_data/.")
    private Path logs;

    @Option(names = "--songs", paramLabel = "DIR", description = "Folder of song files, uploaded under song_data/.")
    private Path songs;

    @Mixin
    private OutOption out;

    @Option(names = "--one-run", description = "Upload all files before any event is sent: one run loads everything.")
    private boolean oneRun;

    @Option(names = "--reverse", description = "Upload the files in reverse order of their names.")
    private boolean reverse;

    @Option(
            names = "--window-seconds",
            paramLabel = "N",
            description = "Batch window of the queue, 0 to 300 (default: ${DEFAULT-VALUE}).")
    private int windowSeconds = (int) StackSettings.DEFAULT_BATCH_WINDOW.toSeconds();

    @Option(names = "--on-error", paramLabel = "WHAT", description = "continue (default), skip-file or abort.")
    private String onError = "continue";

    @Option(names = "--publish", paramLabel = "WHAT", description = "json (default) or none.")
    private String publish = "json";

    @Option(
            names = "--publish-rows",
            paramLabel = "N",
            description = "Maximum rows of a published file (default: ${DEFAULT-VALUE}).")
    private long publishRows = StackSettings.DEFAULT_PUBLISH_ROWS;

    @Option(
            names = "--linger-seconds",
            paramLabel = "N",
            description = "How long an idle run waits for more work (default: ${DEFAULT-VALUE}).")
    private int lingerSeconds;

    @Override
    public Integer call() throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        requireOneOf("--on-error", onError, List.of("continue", "skip-file", "abort"));
        requireOneOf("--publish", publish, List.of("json", "none"));
        if (windowSeconds < 0 || windowSeconds > 300) {
            throw CommandFailure.usage("--window-seconds must be 0 to 300: '" + windowSeconds + "'");
        }
        if (publishRows < 1 || publishRows > 10_000_000) {
            throw CommandFailure.usage("--publish-rows must be 1 to 10000000: '" + publishRows + "'");
        }
        LingerSeconds.require(lingerSeconds);
        if (logs == null && songs == null) {
            throw CommandFailure.usage("Give --logs DIR, --songs DIR, or both");
        }
        Console console = Console.system();
        var settings = StackSettings.defaults(out.path())
                .withBatchWindow(Duration.ofSeconds(windowSeconds))
                .withJob(onError, publish, publishRows)
                .withLingering(Duration.ofSeconds(lingerSeconds));
        List<InputFile> files = files(console);
        return new Load(console, settings, startNanos).run(() -> files, oneRun);
    }

    /** Songs first: plays then match at once. */
    private List<InputFile> files(Console console) throws IOException {
        var files = new ArrayList<InputFile>();
        if (songs != null) {
            files.addAll(read(console, "--songs", songs, "song_data/"));
        }
        if (logs != null) {
            files.addAll(read(console, "--logs", logs, "log_data/"));
        }
        return files;
    }

    private List<InputFile> read(Console console, String option, Path folder, String prefix) throws IOException {
        if (folder.toString().isEmpty()) {
            throw CommandFailure.usage(option + " is empty: give the folder of the files");
        }
        SeparateFolders.require(option, folder, new OutFolder(out.path()));
        var input = InputFiles.of(option, folder, prefix);
        if (input.files().isEmpty()) {
            console.note("No file in " + folder + ": nothing to load from there");
        } else if (input.ignored() > 0) {
            console.note("%d of %d files in %s are not named .json or .json.gz: uploaded, but not loaded"
                    .formatted(input.ignored(), input.files().size(), folder));
        }
        return reverse ? input.reversed().files() : input.files();
    }

    private static void requireOneOf(String option, String value, List<String> accepted) {
        if (!accepted.contains(value)) {
            throw CommandFailure.usage(
                    "%s must be one of %s: '%s'".formatted(option, String.join(", ", accepted), value));
        }
    }
}
