package com.sparkify.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The law: whatever the order, the batches, the repeats and the corrections, the tables are what the newest acceptable
 * versions say. A schedule is replayed alone with {@code -Dlaw.seed=N}.
 */
class SchedulesIT {
    private static final int LEAST_OF_EACH_CASE = 5;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void tablesAreAFunctionOfTheNewestAcceptableVersions() throws IOException {
        play(Long.getLong("law.first", 1), Integer.getInteger("law.schedules", 20));
    }

    @Test
    @Tag("thorough")
    void twoHundredSchedules() throws IOException {
        play(1_000, 200);
    }

    private void play(long first, int count) throws IOException {
        Long only = Long.getLong("law.seed");
        HardCases hardCases = new HardCases();
        try (LocalLake lake = new LocalLake(folder)) {
            lake.begin("first");
            try (JobJvm job = count > 50
                    ? JobJvm.start(folder.resolve("job"), lake.endpoint(), lake.sparkOfOneTask(), List.of())
                    : JobJvm.start(folder.resolve("job"), lake.endpoint(), lake.sparkOfOneTask())) {
                Stage stage = new Stage(lake, job, hardCases);
                long[] seeds =
                        only == null ? LongStream.range(first, first + count).toArray() : new long[] {only};
                for (long seed : seeds) {
                    long begun = System.nanoTime();
                    stage.play(Schedule.of(seed));
                    System.out.printf(
                            "schedule %d: %d ms, CPU of the job so far %d s%n",
                            seed,
                            (System.nanoTime() - begun) / 1_000_000,
                            job.process()
                                    .info()
                                    .totalCpuDuration()
                                    .orElseThrow()
                                    .toSeconds());
                }
            }
        }
        System.out.println("hard cases: " + hardCases.counts());
        if (only == null) {
            assertThat(hardCases.counts())
                    .hasSize(13)
                    .allSatisfy((name, times) ->
                            assertThat(times).as(name).isGreaterThanOrEqualTo(Math.min(LEAST_OF_EACH_CASE, count / 2)));
        }
    }
}
