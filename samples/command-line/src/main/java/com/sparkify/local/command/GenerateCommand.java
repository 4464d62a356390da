package com.sparkify.local.command;

import com.sparkify.local.generate.Generator;
import com.sparkify.local.generate.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "generate", description = "Writes sample data: the same arguments give the same bytes.")
final class GenerateCommand implements Callable<Integer> {

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder for log_data/ and song_data/.")
    private Path out;

    @Option(names = "--days", paramLabel = "N", description = "From 2018-11-01 on (default: ${DEFAULT-VALUE}).")
    private int days = 30;

    @Option(names = "--users", paramLabel = "N", description = "Listeners (default: ${DEFAULT-VALUE}).")
    private int users = 100;

    @Option(names = "--songs", paramLabel = "N", description = "Songs of the catalogue (default: ${DEFAULT-VALUE}).")
    private int songs = 500;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Seed of the random generator (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Override
    public Integer call() throws IOException {
        Recipe recipe;
        try {
            recipe = Recipe.good(out, days, users, songs, seed);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(e.getMessage());
        }
        Console console = Console.system();
        console.status("generating");
        var summary = Generator.generate(recipe);
        console.step("%d log files with %d events (%d plays) and %d song files in %s"
                .formatted(summary.logFiles(), summary.events(), summary.plays(), summary.songFiles(), out));
        return 0;
    }
}
