package com.sparkify.law;

import com.sparkify.local.generate.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * Measures what a run costs that loads one more day, on lakes of one day, a month and a year, and what loading the whole
 * lake in one run cost before. Medians of the days, which come to the lakes in turns; wall time of the run in a warm JVM,
 * so without the start of Spark, and with the settings of {@link LocalLake#spark}, so without compiled queries.
 *
 * <pre>
 * mvn -q -DskipTests package
 * java -Dsparkify.home=. -cp "samples/acceptance/target/test-classes:$(<samples/acceptance/target/test.classpath)" \
 *     com.sparkify.law.OneMoreDay 7
 * </pre>
 */
final class OneMoreDay {
    private static final int[] SIZES = {1, 30, 365};
    private static final int MOST_ROUNDS = 20;

    private OneMoreDay() {}

    /** A lake that grows: its log objects in the order of their days. */
    private record Growing(String name, int days, List<String> logs, long loadedIn, List<Long> oneMore) {
        long median() {
            return oneMore.stream().sorted().toList().get(oneMore.size() / 2);
        }
    }

    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length == 0 ? 7 : Integer.parseInt(arguments[0]);
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw new IllegalArgumentException("Rounds must be 1 to " + MOST_ROUNDS + ": " + rounds);
        }
        Path folder = Files.createTempDirectory("one-more-day");
        try (LocalLake lake = new LocalLake(folder)) {
            lake.begin("warm-up");
            try (JobJvm job = JobJvm.start(folder.resolve("job"), lake.endpoint(), lake.spark(), List.of())) {
                grow(lake, job, grown(lake, job, "warm-up", 3, folder));
                List<Growing> all = new ArrayList<>();
                for (int days : SIZES) {
                    lake.begin("days-" + days);
                    all.add(grown(lake, job, "days-" + days, days, folder));
                }
                for (int round = 0; round < rounds; round++) {
                    for (Growing growing : all) {
                        lake.goBackTo(growing.name());
                        growing.oneMore().add(grow(lake, job, growing));
                    }
                }
                tell(all);
            }
        }
    }

    /** Loads the first days in one run; as many follow as there are rounds. */
    private static Growing grown(LocalLake lake, JobJvm job, String name, int days, Path folder) throws IOException {
        SortedMap<String, byte[]> objects =
                SampleData.objects(Recipe.good(folder.resolve("data-" + name), days + MOST_ROUNDS, 100, 500, 1));
        objects.keySet().removeIf(key -> key.contains("-late-events"));
        objects.forEach(lake::put);
        // One of each day.
        List<String> logs =
                objects.keySet().stream().filter(key -> key.startsWith("log")).toList();
        List<String> first = new ArrayList<>(objects.keySet());
        first.removeAll(logs.subList(days, logs.size()));
        lake.announce(first);
        return new Growing(name, days, logs, run(lake, job), new ArrayList<>());
    }

    private static long grow(LocalLake lake, JobJvm job, Growing growing) throws IOException {
        lake.announce(
                List.of(growing.logs().get(growing.days() + growing.oneMore().size())));
        return run(lake, job);
    }

    /** In milliseconds. */
    private static long run(LocalLake lake, JobJvm job) throws IOException {
        job.useLake(lake.catalog());
        long begun = System.nanoTime();
        JobJvm.Run run = job.run(lake.arguments());
        long milliseconds = (System.nanoTime() - begun) / 1_000_000;
        if (run.exitCode() != 0 || lake.pendingManifests() > 0) {
            throw new IllegalStateException(run.printed());
        }
        return milliseconds;
    }

    private static void tell(List<Growing> all) {
        System.out.println(
                "| days there | loading them at once, s | one more day, s | to that of one day | to all at once |");
        System.out.println("|---|---|---|---|---|");
        for (Growing growing : all) {
            System.out.printf(
                    "| %d | %.1f | %.2f | %.2f | %.2f |%n",
                    growing.days(),
                    growing.loadedIn() / 1e3,
                    growing.median() / 1e3,
                    (double) growing.median() / all.get(0).median(),
                    (double) growing.median() / growing.loadedIn());
        }
    }
}
