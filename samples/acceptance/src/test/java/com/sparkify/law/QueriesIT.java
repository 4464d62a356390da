package com.sparkify.law;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.local.generate.Recipe;
import com.sparkify.local.stack.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Every sample query runs on loaded tables and returns rows. */
class QueriesIT {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void queriesOfTheSamplesAnswer() throws IOException {
        SortedMap<String, byte[]> objects =
                SampleData.objects(new Recipe(folder.resolve("data"), 5, 40, 40, 2, Recipe.Rows.SOME_BAD));
        ModelWorld world = new ModelWorld(ModelWorld.OnError.CONTINUE);
        WarmJob warm = WarmJob.on("queries");
        LocalLake lake = warm.lake();
        JobJvm job = warm.job();
        objects.forEach((key, bytes) -> new Action.Put(key, bytes).happen(world, lake));
        String refused = "log_data/2018/11/2018-11-30-refused.json";
        String drifted = "log_data/2018/11/2018-11-29-drifted.json";
        new Action.Put(drifted, "{\"page\":\"Home\",\"device\":\"x\"}\n".getBytes(UTF_8)).happen(world, lake);
        new Action.Put(refused, new byte[] {0x1f, (byte) 0x8b, 8}).happen(world, lake);
        new Action.Announce(List.copyOf(objects.keySet())).happen(world, lake);
        new Action.Announce(List.of(drifted, refused)).happen(world, lake);
        assertThat(job.run(lake.arguments()).exitCode())
                .as(job.log().toString())
                .isZero();
        Path queries = Installation.current().home().resolve("samples/queries");
        try (Stream<Path> files = Files.list(queries)) {
            for (Path file : files.sorted().toList()) {
                assertThat(job.query(Files.readString(file)))
                        .as(file.toString())
                        .isNotEmpty();
            }
        }
    }
}
