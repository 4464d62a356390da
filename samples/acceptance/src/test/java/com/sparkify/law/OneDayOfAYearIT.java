package com.sparkify.law;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.local.generate.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Replacing one day rewrites the files of that day only: of sixty days, or of a year in the thorough build. */
class OneDayOfAYearIT {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void replacingOneDayOfSixtyTouchesOneDay() throws IOException {
        replaceOneDayOf(60);
    }

    @Test
    @Tag("thorough")
    void replacingOneDayOfAYearTouchesOneDay() throws IOException {
        replaceOneDayOf(365);
    }

    private void replaceOneDayOf(int days) throws IOException {
        SortedMap<String, byte[]> objects = SampleData.objects(Recipe.good(folder.resolve("data"), days, 2, 10, 3));
        ModelWorld world = new ModelWorld(ModelWorld.OnError.CONTINUE);
        WarmJob warm = WarmJob.on("days-" + days);
        objects.forEach((key, bytes) -> new Action.Put(key, bytes).happen(world, warm.lake()));
        new Action.Announce(List.copyOf(objects.keySet())).happen(world, warm.lake());
        TablesNow before = load(warm, world);

        String key = middleOf(world);
        Set<String> touched = new TreeSet<>();
        world.accepted()
                .get(key)
                .plays()
                .forEach(play -> touched.add(Rows.time(play.natural().ts()).substring(0, 10)));
        String corrected = new String(objects.get(key), UTF_8).replace("\"level\":\"", "\"level\":\"new ");
        new Action.Put(key, corrected.getBytes(UTF_8)).happen(world, warm.lake());
        new Action.Announce(List.of(key)).happen(world, warm.lake());
        TablesNow after = load(warm, world);

        assertThat(before.files().get(Table.SONGPLAYS).values().stream().distinct())
                .hasSizeGreaterThanOrEqualTo(days);
        assertThat(after.daysWithOtherFiles(before, Table.SONGPLAYS)).isEqualTo(touched);
        assertThat(touched).containsAll(after.daysWithOtherFiles(before, Table.TIME));
    }

    private static TablesNow load(WarmJob warm, ModelWorld world) throws IOException {
        assertThat(warm.job().run(warm.lake().arguments()).exitCode())
                .as(warm.job().log().toString())
                .isZero();
        world.run();
        TablesNow tables = TablesNow.of(warm.job());
        assertThat(world.rows().differences(tables.rows())).isEmpty();
        return tables;
    }

    /** A log object with plays, as plain text, with half of the days before it and half after it. */
    private static String middleOf(ModelWorld world) {
        List<String> keys = world.accepted().entrySet().stream()
                .filter(object -> !object.getValue().plays().isEmpty())
                .map(object -> object.getKey())
                .filter(key -> key.endsWith(".json"))
                .sorted()
                .toList();
        return keys.get(keys.size() / 2);
    }
}
