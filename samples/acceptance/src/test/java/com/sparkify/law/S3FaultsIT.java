package com.sparkify.law;

import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.local.fault.FaultGate;
import com.sparkify.local.generate.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Thirty days load correctly despite throttling, broken connections and delays. */
class S3FaultsIT {
    private static final int MOST_RUNS = 5;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void thirtyDaysThroughABadS3EndInTheSameTables() throws IOException {
        SortedMap<String, byte[]> objects =
                SampleData.objects(new Recipe(folder.resolve("data"), 30, 10, 60, 5, Recipe.Rows.SOME_BAD));
        ModelWorld world = new ModelWorld(ModelWorld.OnError.CONTINUE);
        WarmJob warm = WarmJob.on("faults");
        LocalLake lake = warm.lake();
        JobJvm job = warm.job();
        objects.forEach((key, bytes) -> new Action.Put(key, bytes).happen(world, lake));
        for (String key : objects.keySet()) {
            new Action.Announce(List.of(key)).happen(world, lake);
        }
        world.run();
        Faults faults = new Faults(1);

        lake.gate().apply(faults);
        int runs = 0;
        try {
            while (lake.pendingManifests() > 0) {
                assertThat(runs++)
                        .as("runs until nothing is pending, log " + job.log())
                        .isLessThan(MOST_RUNS);
                JobJvm.Run run = job.run(lake.arguments("--batch-objects", "100"));
                assertThat(run.exitCode()).as(run.printed()).isIn(0, 1);
            }
        } finally {
            lake.gate().apply(FaultGate.OPEN);
        }

        System.out.printf(
                "S3 faults: %d runs, %d throttled, %d broken, %d delayed%n",
                runs, faults.throttled(), faults.broken(), faults.delayed());
        assertThat(List.of(faults.throttled(), faults.broken(), faults.delayed()))
                .allMatch(count -> count > 0);
        assertThat(world.rows().differences(TablesNow.rows(job))).isEmpty();
        assertThat(Published.read(lake.published())).isEqualTo(Published.expected(world.rows()));
    }
}
