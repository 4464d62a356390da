package com.sparkify.local.command;

import com.sparkify.local.bench.Bench;
import com.sparkify.local.bench.BenchTables;
import com.sparkify.local.bench.Scratch;
import com.sparkify.local.bench.Size;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "bench",
        description = "Measures small runs, and first loads beside DuckDB and a full reload by plain Spark.")
final class BenchCommand implements Callable<Integer> {

    @Option(names = "--size", paramLabel = "SIZE", description = Size.ACCEPTED + " (default: ${DEFAULT-VALUE}).")
    private String size = "small";

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Rounds of each measurement; medians are printed (default: 3 of small, else 5).")
    private Integer rounds;

    @Option(names = "--to", paramLabel = "FILE", description = "File for all figures as JSON.")
    private Path to;

    @Override
    public Integer call() throws Exception {
        Console console = Console.system();
        if (to != null && Files.isDirectory(to)) {
            throw CommandFailure.usage("--to needs a file, and this is a folder: " + to);
        }
        try (var open = Closing.of(Scratch.create())) {
            BenchTables report = new Bench(size(), open.resource(), console::step).measure();
            report.lines().forEach(console::result);
            if (to != null) {
                Files.createDirectories(to.toAbsolutePath().getParent());
                Files.writeString(to, report.json());
            }
            return 0;
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(e.getMessage());
        }
    }

    private Size size() {
        Size parsed = Size.parse(size);
        return rounds == null ? parsed : parsed.withRounds(rounds);
    }
}
