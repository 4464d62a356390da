package com.sparkify.local.command;

import com.sparkify.local.emr.JobRun;
import com.sparkify.local.stack.OutFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the summaries of runs from OUT's logs, so that table sizes are known without Spark. */
record Summaries(OutFolder out) {

    private static final int KEYS_NAMED = 5;

    /** Returns the newest table sizes, including those of earlier commands. */
    RunSummary latest() throws IOException {
        for (Path log : logs()) {
            Optional<RunSummary> found = RunSummary.read(log).filter(RunSummary::hasTables);
            if (found.isPresent()) {
                return found.get();
            }
        }
        return RunSummary.empty();
    }

    /** Describes in one sentence what these runs did. */
    String sentence(Collection<JobRun> runs) throws IOException {
        long loaded = 0;
        long skipped = 0;
        long refused = 0;
        var refusedKeys = new LinkedHashSet<String>();
        for (JobRun run : runs) {
            Optional<RunSummary> found =
                    RunSummary.read(out.runs().resolve(run.logFolder()).resolve("stdout.log"));
            loaded += found.map(RunSummary::loaded).orElse(0L);
            skipped += found.map(RunSummary::skipped).orElse(0L);
            refused += found.map(RunSummary::refused).orElse(0L);
            refusedKeys.addAll(found.map(RunSummary::refusedKeys).orElse(List.of()));
        }
        if (loaded == 0 && refused == 0) {
            return skipped == 0
                    ? "Nothing was loaded."
                    : "Nothing new was loaded: %,d files were read before and are unchanged.".formatted(skipped);
        }
        return "Loaded %s%s%s."
                .formatted(
                        loaded == 1 ? "1 file" : "%,d files".formatted(loaded),
                        skipped == 0 ? "" : ", skipped %,d unchanged".formatted(skipped),
                        refused == 0 ? "" : ", refused " + refused(refused, refusedKeys));
    }

    private static String refused(long refused, Collection<String> keys) {
        List<String> named = keys.stream()
                .limit(KEYS_NAMED)
                .map(key -> "'" + key.replaceAll("\\p{Cntrl}", "?") + "'")
                .toList();
        return "%,d: %s%s (./sparkify history KEY says why)"
                .formatted(
                        refused,
                        String.join(", ", named),
                        refused > named.size() ? " and %,d more".formatted(refused - named.size()) : "");
    }

    private List<Path> logs() throws IOException {
        if (!Files.isDirectory(out.runs())) {
            return List.of();
        }
        try (Stream<Path> runs = Files.list(out.runs())) {
            var logs = new ArrayList<>(runs.map(run -> run.resolve("stdout.log"))
                    .filter(Files::isRegularFile)
                    .toList());
            logs.sort(Comparator.comparingLong((Path log) -> log.toFile().lastModified())
                    .reversed());
            return logs;
        }
    }
}
