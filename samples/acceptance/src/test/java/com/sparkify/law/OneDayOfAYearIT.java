package com.sparkify.law;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.local.generate.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Replacing one day of a year rewrites the files of that day, and of no other. */
class OneDayOfAYearIT {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void replacingOneDayTouchesOneDay() throws IOException {
        SortedMap<String, byte[]> objects = SampleData.objects(Recipe.good(folder.resolve("data"), 365, 2, 10, 3));
        World world = new World(World.OnError.CONTINUE);
        try (LocalLake lake = new LocalLake(folder)) {
            lake.begin("year");
            objects.forEach((key, bytes) -> new Action.Put(key, bytes).happen(world, lake));
            new Action.Announce(List.copyOf(objects.keySet())).happen(world, lake);
            try (JobJvm job = JobJvm.start(folder.resolve("job"), lake.endpoint(), lake.spark())) {
                assertThat(job.run(lake.arguments()).exitCode())
                        .as(job.log().toString())
                        .isZero();
                world.run();
                TablesNow year = TablesNow.of(job);
                assertThat(world.rows().differences(year.rows())).isEmpty();

                String key = middleOfTheYear(world);
                TreeSet<String> days = new TreeSet<>();
                world.accepted()
                        .get(key)
                        .plays()
                        .forEach(play -> days.add(Rows.time(play.natural().ts()).substring(0, 10)));
                String corrected = new String(objects.get(key), UTF_8).replace("\"level\":\"", "\"level\":\"new ");
                new Action.Put(key, corrected.getBytes(UTF_8)).happen(world, lake);
                new Action.Announce(List.of(key)).happen(world, lake);
                assertThat(job.run(lake.arguments()).exitCode())
                        .as(job.log().toString())
                        .isZero();
                world.run();
                TablesNow after = TablesNow.of(job);

                assertThat(world.rows().differences(after.rows())).isEmpty();
                assertThat(year.files().get(Table.SONGPLAYS).values().stream().distinct())
                        .hasSizeGreaterThanOrEqualTo(365);
                assertThat(after.daysWithOtherFiles(year, Table.SONGPLAYS)).isEqualTo(days);
                assertThat(days).containsAll(after.daysWithOtherFiles(year, Table.TIME));
                for (String table : List.of("songplays", "time")) {
                    System.out.println(table + ": "
                            + job.query("SELECT operation, map_filter(summary, (name, value) -> name LIKE '%data-files'"
                                    + " OR name LIKE '%partition%') AS summary"
                                    + " FROM lake.sparkify." + table
                                    + ".snapshots ORDER BY committed_at DESC LIMIT 1"));
                }
            }
        }
    }

    /** A log object with plays, as plain text, with half a year before it and half a year after it. */
    private static String middleOfTheYear(World world) {
        List<String> keys = world.accepted().entrySet().stream()
                .filter(object -> !object.getValue().plays().isEmpty())
                .map(object -> object.getKey())
                .filter(key -> key.endsWith(".json"))
                .sorted()
                .toList();
        return keys.get(keys.size() / 2);
    }
}
