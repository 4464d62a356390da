package com.sparkify.law;

import com.sparkify.law.CostInput.Plays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Measures the same change in a small and in a large lake: new days, corrections, retractions. Runs of the packaged job
 * in one warm JVM, medians of several rounds, without publishing, whose cost is bounded by {@code --publish-rows} and
 * measured by {@link OneMoreFile}.
 *
 * <p>Arguments: names of cases; none: all.
 */
final class GrowingLake {
    private static final int ROUNDS = 5;
    private static final int SONG = 5;
    private static final int SONG_PLAYS = 1_000;
    private static final int DAYS = 25;
    private static final int COMPILER_SECONDS = 8;
    private static final long NOON = CostInput.FIRST_DAY + CostInput.DAY / 2;

    /** Makes a lake of a size: puts its objects, which one run then loads. */
    private interface Base {
        void put(CostInput input, JobJvm job, int size) throws IOException;
    }

    /** Puts or asks what the measured run of a round then does. */
    private interface Change {
        void make(CostInput input, LocalLake lake, int round);
    }

    /** @param most the ratio that the cost in the large lake may have to that in the small one */
    private record Case(String name, double most, List<Integer> sizes, Base base, Change change) {}

    private static final List<Case> CASES = List.of(
            new Case(
                    "new-day-by-users",
                    1.5,
                    List.of(1_000, 1_000_000),
                    (input, job, users) ->
                            input.putMany(plays("base", CostInput.FIRST_DAY, CostInput.DAY, Math.max(users, 10_000))
                                    .byUsers(0, users)),
                    (input, lake, round) -> input.put(newDay(round))),
            new Case(
                    "new-day-by-songs",
                    1.25,
                    List.of(1_000, 1_000_000),
                    (input, job, songs) -> {
                        input.putSongs(0, songs);
                        input.put(plays("base", CostInput.FIRST_DAY, CostInput.DAY, 10_000));
                    },
                    (input, lake, round) -> input.put(newDay(round), SONG)),
            new Case(
                    "new-day-by-days",
                    1.1,
                    List.of(10, 3_000),
                    (input, job, days) -> {
                        for (int first = 0; first < days; first += 100) {
                            int some = Math.min(100, days - first);
                            long from = CostInput.FIRST_DAY - (days - first) * CostInput.DAY;
                            input.put(plays("days-" + first, from, some * CostInput.DAY, some * 10));
                        }
                    },
                    (input, lake, round) -> input.put(newDay(round))),
            new Case(
                    "new-day-by-history",
                    1.1,
                    List.of(1_000, 1_000_000),
                    (input, job, rows) -> input.put(plays("base", CostInput.FIRST_DAY, CostInput.DAY, 10_000)),
                    (input, lake, round) -> input.put(newDay(round))),
            new Case(
                    "corrected-song-by-songs",
                    1.5,
                    List.of(1_000, 1_000_000),
                    (input, job, songs) -> {
                        input.putSongs(1_000, songs);
                        popularSong(input, 10_000);
                    },
                    GrowingLake::correctSong),
            new Case(
                    "corrected-song-by-plays",
                    1.5,
                    List.of(100_000, Integer.getInteger("law.plays", 1_000_000)),
                    (input, job, plays) -> {
                        input.putSongs(1_000, 1_000);
                        popularSong(input, plays);
                    },
                    GrowingLake::correctSong),
            new Case(
                    "corrected-file",
                    2,
                    List.of(0, 1_000_000),
                    (input, job, plays) -> {
                        if (plays > 0) {
                            input.putMany(plays("base", CostInput.FIRST_DAY, CostInput.DAY, plays));
                        }
                        input.put(plays("corrected", NOON, CostInput.FIVE_MINUTES, CostInput.FILE_PLAYS));
                    },
                    (input, lake, round) ->
                            input.put(plays("corrected", NOON, CostInput.FIVE_MINUTES, CostInput.FILE_PLAYS)
                                    .at("City " + round))),
            new Case(
                    "retracted-file",
                    1.25,
                    List.of(100_000, 1_000_000),
                    (input, job, plays) -> {
                        input.putMany(
                                plays("base", CostInput.FIRST_DAY - DAYS * CostInput.DAY, DAYS * CostInput.DAY, plays));
                        for (int round = 0; round < ROUNDS; round++) {
                            input.put(ofItsOwnUsers(round));
                        }
                    },
                    (input, lake, round) -> lake.request(
                            "\"retract\":{\"keys\":[\"" + ofItsOwnUsers(round).key() + "\"]}")));

    private GrowingLake() {}

    public static void main(String[] names) throws IOException {
        Path folder = Files.createTempDirectory("growing-lake");
        try (LocalLake lake = new LocalLake(folder)) {
            lake.begin("warm-up");
            try (JobJvm job = JobJvm.start(folder.resolve("job"), lake.endpoint(), lake.spark(), List.of())) {
                CostInput input = new CostInput(lake);
                for (int round = 0; round < 10; round++) {
                    input.put(newDay(round));
                    Cost.ofRun(lake, job);
                }
                System.out.println(
                        "| change | size | s | CPU s | requests | table bytes | ratio of s | of bytes | most |");
                System.out.println("|---|---|---|---|---|---|---|---|---|");
                for (Case one : CASES) {
                    if (names.length == 0 || List.of(names).contains(one.name())) {
                        measure(one, lake, job, input);
                    }
                }
                if (names.length == 0 || List.of(names).contains("one-by-one")) {
                    oneByOne(lake, job, input);
                }
            }
        }
    }

    private static void measure(Case one, LocalLake lake, JobJvm job, CostInput input) throws IOException {
        Cost first = null;
        for (int size : one.sizes()) {
            lake.begin(one.name() + "-" + size);
            one.base().put(input, job, size);
            Cost.ofRun(lake, job, "--publish", "none");
            awaitCompilers();
            if (one.name().endsWith("by-history")) {
                job.useLake(lake.catalog());
                job.query(historyOf(size));
            }
            List<Cost> costs = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                one.change().make(input, lake, round);
                costs.add(Cost.ofRun(lake, job, "--publish", "none"));
            }
            Cost median = Cost.median(costs);
            first = first == null ? median : first;
            tell(one.name(), size, median, first, one.most());
        }
    }

    /** After the load of a million plays, C2 compiles for seconds, on one of the two cores that the changes need. */
    private static void awaitCompilers() {
        try {
            TimeUnit.SECONDS.sleep(COMPILER_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Three hundred files of one day, of which the last ones may cost what the tenth and its neighbours did. Each figure is
     * a mean of ten files, some of whose runs compact. Files of another lake come first, for compiled code.
     */
    private static void oneByOne(LocalLake lake, JobJvm job, CostInput input) throws IOException {
        oneByOne("one-by-one-warm-up", 100, lake, job, input);
        awaitCompilers();
        List<Cost> costs = oneByOne("one-by-one", 300, lake, job, input);
        Cost tenth = Cost.mean(costs.subList(5, 15));
        tell("one-by-one", 10, tenth, tenth, 1.25);
        tell("one-by-one", 300, Cost.mean(costs.subList(290, 300)), tenth, 1.25);
    }

    private static List<Cost> oneByOne(String name, int files, LocalLake lake, JobJvm job, CostInput input)
            throws IOException {
        lake.begin(name);
        List<Cost> costs = new ArrayList<>();
        for (int file = 0; file < files; file++) {
            long from = CostInput.FIRST_DAY + file * CostInput.DAY / 300;
            input.put(plays("file-" + file, from, CostInput.FIVE_MINUTES, CostInput.FILE_PLAYS));
            costs.add(Cost.ofRun(lake, job, "--publish", "none"));
        }
        return costs;
    }

    private static void tell(String name, int size, Cost cost, Cost first, double most) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.2f | %.2f | %d | %d | %.2f | %.2f | %.2f |%n",
                name,
                size,
                cost.seconds(),
                cost.cpuSeconds(),
                cost.requests(),
                cost.tableBytes(),
                cost.seconds() / first.seconds(),
                (double) cost.tableBytes() / first.tableBytes(),
                most);
        if (Boolean.getBoolean("law.tables")) {
            cost.readOfTables()
                    .forEach((table, read) -> System.out.printf(
                            "read of %s: %d requests, %d bytes%n", table, read.requests.sum(), read.bytes.sum()));
        }
    }

    private static Plays plays(String name, long from, long length, int count) {
        return new Plays(name, from, length, count);
    }

    private static Plays newDay(int round) {
        long from = CostInput.FIRST_DAY + (10 + round) * CostInput.DAY;
        return plays("new-day-" + round, from, CostInput.FIVE_MINUTES, CostInput.FILE_PLAYS);
    }

    private static Plays ofItsOwnUsers(int round) {
        long from = CostInput.FIRST_DAY + round * CostInput.DAY;
        return plays("own-users-" + round, from, CostInput.FIVE_MINUTES, CostInput.FILE_PLAYS)
                .byUsers(10_000_000 + round * CostInput.FILE_PLAYS, CostInput.FILE_PLAYS);
    }

    /** A song of a thousand plays on every day among others. */
    private static void popularSong(CostInput input, int plays) {
        long from = CostInput.FIRST_DAY - DAYS * CostInput.DAY;
        input.putMany(plays("base", from, DAYS * CostInput.DAY, plays));
        for (int day = 0; day < DAYS; day++) {
            // at milliseconds that no other play has
            long start = from + day * CostInput.DAY + 1;
            input.put(plays("popular-" + day, start, CostInput.DAY, SONG_PLAYS / DAYS), SONG);
        }
        input.putSong(SONG, "Song " + SONG);
    }

    private static void correctSong(CostInput input, LocalLake lake, int round) {
        input.putSong(SONG, round % 2 == 0 ? "Song five" : "Song " + SONG);
    }

    private static String historyOf(int rows) {
        return """
                INSERT INTO lake.sparkify.load_history (bucket, object_key, etag, size, kind, log_partition, status,
                  rows_read, plays, songs, not_plays, rejected, duplicates, rules_version, run_id, read_at, loaded_at,
                  sequence, batch_id, play_times)
                SELECT 'input', format_string('log_data/2018/11/2018-11-01-history-%%08d.json', id), format_string('%%032x', id),
                  1000, 'log', DATE '2018-11-01', 'loaded', 0, 0, 0, 0, 0, 0, '1', 'run', current_timestamp(),
                  current_timestamp(), 1, format_string('20181101T000000000Z-%%08d', id div 1000), ''
                FROM range(%d) ORDER BY 2""".formatted(rows);
    }
}
