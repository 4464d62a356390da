package com.sparkify.local.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sparkify.local.stack.LocalStack;
import com.sparkify.local.stack.OutFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An OUT folder without a running stack, read from its files. */
public final class RestingLake {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SUMMARY = "summary ";

    private RestingLake() {}

    public static StackStatus status(OutFolder out) throws IOException {
        Path lake = out.store().resolve(LocalStack.LAKE_BUCKET);
        Path current = lake.resolve("state/current.json");
        return new StackStatus(
                false,
                Queued.NONE,
                PendingManifests.of(names(lake.resolve("pending"))),
                new Runs(List.of(), lastSuccess(out)),
                Files.isRegularFile(current)
                        ? Optional.of(CurrentSet.parse(Files.readString(current)))
                        : Optional.empty());
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .sorted()
                    .limit(PendingManifests.MOST + 1L)
                    .toList();
        }
    }

    /** Returns when the log of a run without remaining work was last written. */
    public static Optional<Instant> lastSuccess(OutFolder out) throws IOException {
        if (!Files.isDirectory(out.runs())) {
            return Optional.empty();
        }
        List<Path> logs;
        try (Stream<Path> runs = Files.list(out.runs())) {
            logs = runs.map(run -> run.resolve("stdout.log"))
                    .filter(Files::isRegularFile)
                    .sorted(Comparator.comparingLong((Path log) -> log.toFile().lastModified())
                            .reversed())
                    .toList();
        }
        for (Path log : logs) {
            if (endedWell(log)) {
                return Optional.of(Files.getLastModifiedTime(log).toInstant());
            }
        }
        return Optional.empty();
    }

    private static boolean endedWell(Path log) throws IOException {
        Optional<String> summary = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(SUMMARY))
                .reduce((earlier, later) -> later);
        return summary.isPresent()
                && JSON.readTree(summary.get().substring(SUMMARY.length()))
                                .path("failed")
                                .asInt()
                        == 0;
    }
}
