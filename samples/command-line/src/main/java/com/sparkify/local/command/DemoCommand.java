package com.sparkify.local.command;

import com.sparkify.local.command.InputFiles.InputFile;
import com.sparkify.local.generate.Generator;
import com.sparkify.local.generate.Recipe;
import com.sparkify.local.stack.OutFolder;
import com.sparkify.local.stack.StackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "demo", description = "The whole path on generated sample data: thirty days of plays.")
final class DemoCommand implements Callable<Integer> {

    private static final int DAYS = 30;
    private static final int USERS = 100;
    private static final int SONGS = 500;
    private static final long SEED = 1;

    @Mixin
    private OutOption out;

    @Override
    public Integer call() throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        Console console = Console.system();
        var folder = new OutFolder(out.path());
        int exitCode = new Load(console, StackSettings.defaults(folder.path()), startNanos)
                .run(() -> generate(console, folder.path().resolve("input")), false);
        show(console, folder);
        return exitCode;
    }

    private static List<InputFile> generate(Console console, Path input) throws IOException {
        console.status("generating sample data");
        var generated = Generator.generate(Recipe.good(input, DAYS, USERS, SONGS, SEED));
        console.step("Generated %d days of logs (%,d events, %,d of them plays) and %d songs in %s"
                .formatted(DAYS, generated.events(), generated.plays(), SONGS, input));
        var files = new ArrayList<InputFile>();
        files.addAll(InputFiles.of("--songs", input.resolve("song_data"), "song_data/")
                .files());
        files.addAll(
                InputFiles.of("--logs", input.resolve("log_data"), "log_data/").files());
        return files;
    }

    private static void show(Console console, OutFolder folder) throws IOException {
        Path plays = folder.json().resolve("songplays");
        if (!Files.isDirectory(plays)) {
            return;
        }
        try (Stream<Path> files = Files.walk(plays)) {
            List<Path> days = files.filter(Files::isRegularFile).sorted().toList();
            if (!days.isEmpty()) {
                console.note("");
                console.note("The first plays of " + days.get(0) + ":");
                try (Stream<String> lines = Files.lines(days.get(0))) {
                    lines.limit(2).forEach(line -> console.note("  " + line));
                }
            }
        }
        console.note("");
        console.note("Query the tables: ./sparkify sql \"SELECT level, count(*) FROM songplays GROUP BY level\"");
    }
}
