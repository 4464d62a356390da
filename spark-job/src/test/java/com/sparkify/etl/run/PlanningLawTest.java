package com.sparkify.etl.run;

import static com.sparkify.etl.run.PlannedLake.KEYS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The law for the planning alone: whatever is put, announced, retracted and killed in whatever order, each object ends up
 * contributing the newest acceptable version that was there when it was last announced.
 */
class PlanningLawTest {
    private static final int SCHEDULES = Integer.getInteger("planning.schedules", 20_000);
    private static final long FIRST_SEED = Long.getLong("planning.seed", 1);

    @Test
    void everyScheduleEndsInTheTablesOfTheFinalState() {
        Map<String, Integer> occurred = new TreeMap<>();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SCHEDULES; seed++) {
            Script script = new Script(seed);
            script.play();
            assertThat(script.lake.tables)
                    .as("seed %d: -Dplanning.seed=%d -Dplanning.schedules=1", seed, seed)
                    .allSatisfy(table -> assertThat(table).isEqualTo(script.expected));
            assertThat(script.lake.isPending()).as("seed %d", seed).isFalse();
            script.lake.occurred.forEach((event, count) -> occurred.merge(event, count, Integer::sum));
        }
        System.out.println(SCHEDULES + " schedules from seed " + FIRST_SEED + ": " + occurred);
        assertThat(occurred.keySet())
                .contains(
                        "back to an earlier version",
                        "denied",
                        "died before its commits",
                        "died between its commits",
                        "died before its books",
                        "died after its books",
                        "failed and undone",
                        "half of it was committed, and then it was gone",
                        "retracted",
                        "set aside",
                        "unreadable",
                        "skipped",
                        "forced",
                        "swept");
        assertThat(occurred.values()).allMatch(count -> count >= SCHEDULES / 200);
    }

    /** What happens to a few objects, and what should be left of it. */
    private static final class Script {
        final PlannedLake lake;
        final Map<String, String> expected = new HashMap<>();
        private final Random random;
        private int manifests;

        Script(long seed) {
            random = new Random(seed);
            lake = new PlannedLake(random);
        }

        void play() {
            for (int step = 3 + random.nextInt(10); step > 0; step--) {
                change();
                if (random.nextInt(3) == 0) {
                    lake.run();
                }
            }
            List<String> announced = new ArrayList<>();
            KEYS.forEach(key -> announceForGood(key, announced));
            if (!announced.isEmpty()) {
                announce(announced);
            }
            for (int attempt = 0; attempt < 100 && lake.isPending(); attempt++) {
                lake.run();
            }
        }

        private void change() {
            String key = KEYS.get(random.nextInt(KEYS.size()));
            switch (random.nextInt(7)) {
                case 0, 1 -> {
                    put(key);
                    announce(random.nextBoolean() ? List.of(key) : KEYS);
                }
                case 2 -> announce(List.of(key));
                case 3 -> {
                    lake.input.delete(List.of(key));
                    if (lake.isHalfWay(key)) {
                        lake.occurred("half of it was committed, and then it was gone");
                    }
                }
                case 4 -> {
                    manifest("\"request\":{\"retract\":{\"keys\":[\"" + key + "\"]}}");
                    lake.occurred("retracted");
                }
                case 5 -> {
                    manifest("\"request\":{\"load\":{\"keys\":[\"" + key + "\"],\"force\":true}}");
                    lake.occurred("forced");
                }
                default -> {
                    manifest("\"request\":{\"sweep\":{}}");
                    lake.occurred("swept");
                }
            }
        }

        private void put(String key) {
            String version =
                    List.of("A", "B", "C", "unreadable", "fatal", "brittle").get(random.nextInt(6));
            String now = lake.tables.get(0).get(key);
            if (now != null && !now.equals("A") && version.equals("A")) {
                lake.occurred("back to an earlier version");
            }
            lake.input.put(key, version);
        }

        private void announce(List<String> keys) {
            manifest(keys.stream()
                    .map(key -> "{\"key\":\"" + key + "\"}")
                    .collect(Collectors.joining(",", "\"objects\":[", "]")));
        }

        private void manifest(String body) {
            lake.bucket.put("pending/%06d.json".formatted(manifests++), "{\"version\":1," + body + "}");
        }

        /** The last word on an object: a readable version, or a retraction. */
        private void announceForGood(String key, List<String> announced) {
            if (random.nextInt(4) == 0) {
                manifest("\"request\":{\"retract\":{\"keys\":[\"" + key + "\"]}}");
                expected.remove(key);
            } else {
                String version = List.of("A", "B", "C").get(random.nextInt(3));
                lake.input.put(key, version);
                announced.add(key);
                expected.put(key, version);
            }
        }
    }
}
