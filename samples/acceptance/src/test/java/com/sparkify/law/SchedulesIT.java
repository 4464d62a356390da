package com.sparkify.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The law: whatever the order, batching, duplicates and corrections, the tables follow from the newest acceptable
 * versions. {@code -Dlaw.seed=N} replays a single schedule.
 */
class SchedulesIT {
    /** Chosen because they cover each hard case, a run with small batches, and one that skips files with bad rows. */
    private static final List<Long> FIXED = List.of(15L, 217L, 245L, 264L);

    private static final int CASES = 24;
    private static final int LEAST_OF_EACH_CASE = 4;
    private static final int LEAST_SWEEPS = 2;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void tablesAreAFunctionOfTheNewestAcceptableVersions() throws IOException {
        int fresh = Integer.getInteger("law.fresh", 6);
        play(LongStream.concat(
                        FIXED.stream().mapToLong(Long::longValue), new Random().longs(fresh, 1_000_000, 1_000_000_000))
                .toArray());
    }

    @Test
    @Tag("thorough")
    void twoHundredSchedules() throws IOException {
        play(LongStream.range(1_000, 1_200).toArray());
    }

    private void play(long[] seeds) throws IOException {
        Long only = Long.getLong("law.seed");
        long[] played = only == null ? seeds : new long[] {only};
        System.out.println("schedules: " + LongStream.of(played).boxed().toList() + ", each alone with -Dlaw.seed=N");
        HardCases hardCases = new HardCases();
        try (LocalLake lake = new LocalLake(folder)) {
            lake.begin("first");
            try (JobJvm job = played.length > 50
                    ? JobJvm.start(folder.resolve("job"), lake.endpoint(), lake.sparkOfOneTask(), List.of())
                    : JobJvm.start(folder.resolve("job"), lake.endpoint(), lake.sparkOfOneTask())) {
                ScheduleRunner stage = new ScheduleRunner(lake, job, hardCases);
                for (long seed : played) {
                    long begun = System.nanoTime();
                    stage.play(Schedule.of(seed));
                    System.out.printf("schedule %d: %d ms%n", seed, (System.nanoTime() - begun) / 1_000_000);
                }
            }
        }
        System.out.println("hard cases: " + hardCases.counts());
        if (only == null) {
            assertThat(hardCases.counts())
                    .hasSize(CASES)
                    .allSatisfy((name, times) -> assertThat(times)
                            .as(name)
                            .isGreaterThanOrEqualTo(name.startsWith("sweep") ? LEAST_SWEEPS : LEAST_OF_EACH_CASE));
        }
    }
}
