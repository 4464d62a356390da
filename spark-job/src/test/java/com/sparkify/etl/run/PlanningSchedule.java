package com.sparkify.etl.run;

import static com.sparkify.etl.run.ModelLake.KEYS;

import com.sparkify.etl.publish.ModelLeaves;
import com.sparkify.etl.run.ModelVersion.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** What happens to a few objects, and what should be left of it. */
final class PlanningSchedule {
    /** The first versions of each object; the next one kills runs. */
    private static final int READABLE = 3;

    private final ModelLake lake;
    private final Random random;
    private final Map<String, ModelVersion> expected = new HashMap<>();
    private int manifests = 1_000;

    PlanningSchedule(long seed, Set<ModelGuard> lifted, ModelSteps.Counts counts) {
        random = new Random(seed);
        lake = new ModelLake(random, lifted, counts);
        for (String key : KEYS) {
            for (Fault fault : List.of(Fault.NONE, Fault.NONE, Fault.NONE, Fault.FATAL, Fault.BRITTLE)) {
                lake.versions
                        .get(key)
                        .add(
                                key.startsWith("song")
                                        ? ModelVersion.ofSongs(key, random, fault)
                                        : ModelVersion.ofLog(random, fault));
            }
            lake.versions.get(key).add(ModelVersion.UNREADABLE);
        }
    }

    /** @throws AssertionError if the law is broken */
    void play() {
        for (int step = 2 + random.nextInt(7); step > 0; step--) {
            change();
            if (random.nextInt(3) == 0) {
                run(random.nextInt(16) != 0, this::changeMeanwhile);
            }
        }
        if (random.nextInt(40) == 0) {
            kill(KEYS.get(random.nextInt(KEYS.size())));
        }
        List<String> announced = new ArrayList<>();
        KEYS.forEach(key -> announceForGood(key, announced));
        if (!announced.isEmpty()) {
            announce(announced);
        }
        for (int attempt = 0; attempt < 200 && lake.isPending(); attempt++) {
            run(true, () -> {});
        }
        check();
    }

    private void run(boolean publishes, Runnable meanwhile) {
        lake.steps.trace("a run");
        int mostRows = random.nextInt(16) == 0 ? 3 : 2;
        new ModelRun(lake, new ModelPublishing(lake, publishes, mostRows), meanwhile).execute();
    }

    /** Lets a version kill runs until it is set aside. */
    private void kill(String key) {
        put(key, READABLE);
        announce(List.of(key));
        for (int run = 0; run < 6; run++) {
            run(true, () -> {});
        }
    }

    private void changeMeanwhile() {
        if (random.nextBoolean()) {
            change();
        } else {
            put(KEYS.get(random.nextInt(KEYS.size())), random.nextInt(READABLE));
        }
    }

    private void change() {
        String key = KEYS.get(random.nextInt(KEYS.size()));
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5, 15, 16, 17 -> {
                put(key, random.nextInt(lake.versions.get(key).size()));
                announce(random.nextBoolean() ? List.of(key) : KEYS);
            }
            case 6, 7 -> announce(List.of(key));
            case 8 -> {
                lake.steps.trace("delete " + key);
                lake.input.delete(List.of(key));
                if (lake.state.open().keys().contains(key)) {
                    lake.occurred("a batch was cut short, and then its object was gone");
                }
            }
            case 9 -> put(key, random.nextInt(READABLE));
            case 10, 11 -> {
                manifest("\"request\":{\"retract\":{\"keys\":[\"" + key + "\"]}}");
                lake.occurred("retracted");
            }
            case 12 -> {
                manifest("\"request\":{\"load\":{\"keys\":[\"" + key + "\"],\"force\":true}}");
                lake.occurred("forced");
            }
            case 18, 19 -> {
                String prefix = random.nextBoolean() ? "log_data/" : "song_data/";
                manifest("\"request\":{\"load\":{\"prefix\":\"%s\",\"force\":%s}}"
                        .formatted(prefix, random.nextBoolean()));
                lake.occurred("a prefix was asked for");
            }
            case 13 -> {
                manifest("\"request\":{\"rebuild\":{}}");
                lake.occurred("rebuilt");
            }
            default -> {
                manifest("\"request\":{\"sweep\":{}}");
                lake.occurred("swept");
            }
        }
    }

    private void put(String key, int version) {
        if (ModelSteps.isTraced) {
            lake.steps.trace(
                    "put " + key + " " + version + " " + lake.versions.get(key).get(version));
        }
        ModelVersion now = lake.contributions().get(key);
        if (version == 0 && now != null && lake.versions.get(key).indexOf(now) > 0) {
            lake.occurred("back to an earlier version");
        }
        lake.input.put(key, String.valueOf(version));
    }

    private void announce(List<String> keys) {
        manifest(keys.stream()
                .map(key -> "{\"key\":\"" + key + "\"}")
                .collect(Collectors.joining(",", "\"objects\":[", "]")));
    }

    private void manifest(String body) {
        lake.steps.trace("manifest " + manifests + " " + body);
        lake.bucket.put("pending/" + manifests++ + ".json", "{\"version\":1," + body + "}");
    }

    /** The last word on an object: a readable version, or a retraction. */
    private void announceForGood(String key, List<String> announced) {
        if (random.nextInt(4) == 0) {
            manifest("\"request\":{\"retract\":{\"keys\":[\"" + key + "\"]}}");
            expected.remove(key);
        } else {
            int version = random.nextInt(READABLE);
            put(key, version);
            announced.add(key);
            expected.put(key, lake.versions.get(key).get(version));
        }
    }

    private void check() {
        require("pending", false, lake.isPending());
        require("contributions", expected, lake.contributions());
        ModelStar star = ModelStar.of(expected);
        require("star", star, lake.star);
        require("files", ModelLeaves.expected(star::rows, lake.state.publishRows()), lake.publisher.files());
        Map<String, Set<String>> batches = new HashMap<>();
        lake.history
                .of(KEYS)
                .forEach((key, history) ->
                        history.contribution().ifPresent(one -> batches.put(key, Set.of(one.batchId()))));
        requireRows("plays", version -> version.plays().size(), lake.silver.plays, batches);
        requireRows("songs", version -> version.songs().size(), lake.silver.songs, batches);
        requireRows("rejected", ModelVersion::rejected, lake.silver.rejected, batches);
    }

    /** The rows of what each object contributes are there, and no other. */
    private void requireRows(
            String what,
            ToIntFunction<ModelVersion> rows,
            ModelSilver.Table<?> table,
            Map<String, Set<String>> batches) {
        Map<String, Set<String>> withRows = new HashMap<>(batches);
        withRows.keySet().removeIf(key -> rows.applyAsInt(expected.get(key)) == 0);
        require("batches of " + what, withRows, table.batches());
        require(
                what,
                expected.values().stream().mapToInt(rows).sum(),
                table.rows().size());
    }

    private static void require(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new AssertionError("%s: expected %s, but %s".formatted(what, expected, actual));
        }
    }
}
