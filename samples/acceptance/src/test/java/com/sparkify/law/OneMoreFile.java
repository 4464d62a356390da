package com.sparkify.law;

import com.sparkify.law.CostInput.Plays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures a file of 1,000 plays of five minutes that is added to a day of none, a hundred thousand, or a million
 * plays: at the day's end and in its middle, before and after a sweep with upkeep. Runs of the packaged job in one warm
 * JVM, and cold ones whose time includes the start of a JVM; medians of several rounds. Table requests are counted in runs
 * that publish nothing; time and published bytes in runs that publish.
 *
 * <p>Arguments: rounds, of which the last hour of the day holds six, then the sizes of the days.
 */
final class OneMoreFile {
    private static final long END =
            CostInput.FIRST_DAY + CostInput.DAY - Duration.ofHours(1).toMillis();
    private static final long MIDDLE = CostInput.FIRST_DAY + CostInput.DAY / 2;
    private static final String[] UNPUBLISHED = {"--publish", "none"};

    private final Path folder;
    private final LocalLake lake;
    private final JobJvm job;
    private final CostInput input;
    private final int rounds;
    private List<Place> firstPublished;
    private List<Place> firstUnpublished;

    /**
     * Costs at one place of the day.
     *
     * @param cold seconds of a run in a JVM of its own
     */
    private record Place(Cost warm, double cold) {}

    private OneMoreFile(Path folder, LocalLake lake, JobJvm job, int rounds) {
        this.folder = folder;
        this.lake = lake;
        this.job = job;
        this.input = new CostInput(lake);
        this.rounds = rounds;
    }

    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length == 0 ? 5 : Integer.parseInt(arguments[0]);
        List<Integer> sizes = new ArrayList<>();
        for (int i = 1; i < arguments.length; i++) {
            sizes.add(Integer.valueOf(arguments[i]));
        }
        if (sizes.isEmpty()) {
            sizes.addAll(List.of(0, 100_000, 1_000_000));
        }
        Path folder = Files.createTempDirectory("one-more-file");
        try (LocalLake lake = new LocalLake(folder)) {
            lake.begin("warm-up");
            try (JobJvm job = JobJvm.start(folder.resolve("job"), lake.endpoint(), lake.spark(), List.of())) {
                OneMoreFile measure = new OneMoreFile(folder, lake, job, rounds);
                measure.warmUp();
                System.out.println(
                        "| plays of the day | where | loading: s | ratio | CPU s | requests | bytes read | written |"
                                + " ratio of bytes | cold: s | ratio | and publishing: s | ratio | requests | published bytes |"
                                + " cold: s |");
                System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
                for (int size : sizes) {
                    measure.measure(size);
                }
            }
        }
    }

    private void warmUp() throws IOException {
        for (int day = 0; day < 10; day++) {
            input.put(new Plays(
                    "warm-" + day,
                    CostInput.FIRST_DAY + day * CostInput.DAY,
                    CostInput.FIVE_MINUTES,
                    CostInput.FILE_PLAYS));
            Cost.ofRun(lake, job);
        }
    }

    private void measure(int size) throws IOException {
        List<Place> unpublished = costs(size, UNPUBLISHED);
        List<Place> published = costs(size);
        List<String> places = List.of("end", "middle", "end, after upkeep", "middle, after upkeep");
        firstPublished = firstPublished == null ? published : firstPublished;
        firstUnpublished = firstUnpublished == null ? unpublished : firstUnpublished;
        for (int i = 0; i < places.size(); i++) {
            System.out.printf("| %,d | %s | ", size, places.get(i));
            tell(unpublished.get(i), firstUnpublished.get(i), published.get(i), firstPublished.get(i));
        }
    }

    /** At the end, in the middle, and both again after upkeep. */
    private List<Place> costs(int size, String... arguments) throws IOException {
        lake.begin("plays-" + size + "-" + arguments.length);
        // what came before: another day, so that no table is empty
        input.put(new Plays("before", CostInput.FIRST_DAY - CostInput.DAY, CostInput.DAY, 10_000));
        if (size > 0) {
            long length = CostInput.DAY - Duration.ofHours(2).toMillis();
            input.putMany(new Plays("part", CostInput.FIRST_DAY, length, size));
        }
        Cost load = Cost.ofRun(lake, job, arguments);
        System.err.printf(Locale.ROOT, "loaded %d plays in %.1f s%n", size, load.seconds());
        List<Place> costs = new ArrayList<>();
        costs.add(atPlace("end-a", END, arguments));
        costs.add(atPlace("middle-a", MIDDLE, arguments));
        lake.request("\"sweep\":{}");
        Cost.ofRun(lake, job, arguments);
        costs.add(atPlace("end-b", END + rounds * CostInput.FIVE_MINUTES, arguments));
        costs.add(atPlace("middle-b", MIDDLE + rounds * CostInput.FIVE_MINUTES, arguments));
        return costs;
    }

    private Place atPlace(String place, long from, String... arguments) throws IOException {
        List<Cost> warm = new ArrayList<>();
        List<Double> cold = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            put(place + "-" + round, from + round * CostInput.FIVE_MINUTES);
            warm.add(Cost.ofRun(lake, job, arguments));
        }
        for (int round = 0; round < rounds; round++) {
            put(place + "-cold-" + round, from + round * CostInput.FIVE_MINUTES);
            cold.add(secondsOfColdRun(arguments));
        }
        return new Place(Cost.median(warm), cold.stream().sorted().toList().get(rounds / 2));
    }

    private void put(String name, long from) {
        input.put(new Plays(name, from, CostInput.FIVE_MINUTES, CostInput.FILE_PLAYS));
    }

    private double secondsOfColdRun(String... arguments) throws IOException {
        long begun = System.nanoTime();
        try (JobJvm started = JobJvm.startPlain(folder.resolve("cold"), lake.endpoint(), lake.spark())) {
            Cost.ofRun(lake, started, arguments);
            return (System.nanoTime() - begun) / 1e9;
        }
    }

    /** @param first what the same cost with the first of the sizes */
    private static void tell(Place loading, Place firstLoading, Place publishing, Place firstPublishing) {
        System.out.printf(
                Locale.ROOT,
                "%.2f | %.2f | %.2f | %d | %,d | %,d | %.2f | %.2f | %.2f | %.2f | %.2f | %d | %,d | %.2f |%n",
                loading.warm().seconds(),
                loading.warm().seconds() / firstLoading.warm().seconds(),
                loading.warm().cpuSeconds(),
                loading.warm().requests(),
                loading.warm().tablesRead(),
                loading.warm().tablesWritten(),
                (double) loading.warm().tableBytes() / firstLoading.warm().tableBytes(),
                loading.cold(),
                loading.cold() / firstLoading.cold(),
                publishing.warm().seconds(),
                publishing.warm().seconds() / firstPublishing.warm().seconds(),
                publishing.warm().requests(),
                publishing.warm().published(),
                publishing.cold());
        if (Boolean.getBoolean("law.tables")) {
            loading.warm()
                    .readOfTables()
                    .forEach((table, read) -> System.out.printf(
                            "read of %s: %d requests, %d bytes%n", table, read.requests.sum(), read.bytes.sum()));
        }
    }
}
