package com.sparkify.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A hundred thousand mutated lines and two thousand mutated song files: the job accepts what the model accepts. */
class FuzzIT {
    private static final long SEED = Long.getLong("law.seed", 20_181_101);

    /** One of the four users, whose lines are erased, and what other lines make of a user. */
    private static final Set<String> ERASED = Set.of("2", "true", "-5");

    @Test
    void jobAndModelReadTheSameOutOfDamagedObjects() throws IOException {
        SortedMap<String, byte[]> objects = new TreeMap<>();
        Fuzz fuzz = new Fuzz(SEED);
        objects.putAll(fuzz.logs(Integer.getInteger("law.lines", 100_000)));
        objects.putAll(fuzz.songs(Integer.getInteger("law.files", 2_000)));
        ModelWorld world = new ModelWorld(ModelWorld.OnError.CONTINUE);
        WarmJob warm = WarmJob.on("fuzz");
        LocalLake lake = warm.lake();
        JobJvm job = warm.job();
        objects.forEach((key, bytes) -> new Action.Put(key, bytes).happen(world, lake));
        new Action.Announce(List.copyOf(objects.keySet())).happen(world, lake);

        new Action.Erase(List.copyOf(ERASED)).happen(world, lake);
        JobJvm.Run run = job.run(lake.arguments());
        world.run();

        assertThat(run.exitCode()).as("seed %d, log %s", SEED, job.log()).isZero();
        assertThat(books(job)).as("seed %d", SEED).isEqualTo(expectedBooks(objects));
        assertThat(world.rows().differences(TablesNow.rows(job)))
                .as("seed %d", SEED)
                .isEmpty();
        assertThat(Published.read(lake.published())).as("seed %d", SEED).isEqualTo(Published.expected(world.rows()));
    }

    /** For each object: status, rows read, plays, songs, not plays, rejected, erased, and the fields that differ. */
    private static SortedMap<String, List<String>> books(JobJvm job) throws IOException {
        SortedMap<String, List<String>> books = new TreeMap<>();
        List<String> columns = List.of(
                "status",
                "rows_read",
                "plays",
                "songs",
                "not_plays",
                "rejected",
                "erased",
                "fields_unknown",
                "fields_missing",
                "fields_other_type");
        for (String row :
                job.query("SELECT object_key, " + String.join(", ", columns) + " FROM lake.sparkify.load_history")) {
            Map<String, Scalar> fields = new JsonScanner(row).object();
            List<String> values = new ArrayList<>();
            columns.forEach(
                    name -> values.add(fields.getOrDefault(name, Scalar.NULL).text()));
            books.put(fields.get("object_key").text(), values.get(0).equals("loaded") ? values : values.subList(0, 1));
        }
        return books;
    }

    private static List<String> books(Reading all, Reading kept) {
        return List.of(
                "loaded",
                Long.toString(all.rows()),
                Integer.toString(kept.plays().size()),
                Integer.toString(kept.songs().size()),
                Integer.toString(kept.notPlays().size()),
                Integer.toString(kept.rejected().size()),
                Long.toString(all.rows() - kept.rows()),
                Long.toString(all.drift().unknown()),
                Long.toString(all.drift().missing()),
                Long.toString(all.drift().ofOtherType()));
    }

    private static SortedMap<String, List<String>> expectedBooks(SortedMap<String, byte[]> objects) {
        SortedMap<String, List<String>> books = new TreeMap<>();
        objects.forEach((key, bytes) -> {
            Optional<Reading> reading = Reading.of(key, bytes);
            books.put(
                    key, reading.map(read -> books(read, read.without(ERASED))).orElse(List.of("rejected")));
        });
        return books;
    }
}
