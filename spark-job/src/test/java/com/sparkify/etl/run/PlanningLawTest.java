package com.sparkify.etl.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.etl.lake.Lake;
import com.sparkify.etl.lake.Pending;
import com.sparkify.etl.lake.State;
import com.sparkify.etl.lake.StoredObject;
import com.sparkify.etl.plan.Announced;
import com.sparkify.etl.plan.Batch;
import com.sparkify.etl.plan.Known;
import com.sparkify.etl.plan.Planner;
import com.sparkify.etl.plan.Status;
import com.sparkify.etl.plan.Step;
import com.sparkify.etl.source.InputLayout;
import com.sparkify.etl.source.Kind;
import com.sparkify.etl.source.Pin;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The law for the planning alone: whatever is put, announced, retracted and killed in whatever order, each object ends up
 * contributing the newest acceptable version that was there when it was last announced. The tables are a map here; the
 * manifests, the plan, the batches and the state are the real ones.
 */
class PlanningLawTest {
    private static final int SCHEDULES = Integer.getInteger("planning.schedules", 20_000);
    private static final long FIRST_SEED = Long.getLong("planning.seed", 1);

    @Test
    void everyScheduleEndsInTheTablesOfTheFinalState() {
        Map<String, Integer> occurred = new TreeMap<>();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SCHEDULES; seed++) {
            World world = new World(seed);
            world.play();
            assertThat(world.contributed)
                    .as("seed %d: -Dplanning.seed=%d -Dplanning.schedules=1", seed, seed)
                    .isEqualTo(world.expected);
            assertThat(world.lake.list("pending/")).as("seed %d", seed).isEmpty();
            world.occurred.forEach((event, count) -> occurred.merge(event, count, Integer::sum));
        }
        System.out.println(SCHEDULES + " schedules from seed " + FIRST_SEED + ": " + occurred);
        assertThat(occurred.keySet())
                .contains(
                        "back to an earlier version",
                        "died after its commit",
                        "died before its commit",
                        "retracted",
                        "set aside",
                        "unreadable",
                        "skipped",
                        "forced",
                        "swept");
        assertThat(occurred.values()).allMatch(count -> count >= SCHEDULES / 100);
    }

    /** One lake, whose tables are a map from each object to the version it contributes. */
    private static final class World {
        private static final List<String> KEYS = List.of("log_data/a.json", "log_data/b.json", "song_data/c.json");

        final Map<String, String> contributed = new HashMap<>();
        final Map<String, String> expected = new HashMap<>();
        final Map<String, Integer> occurred = new HashMap<>();
        final InMemoryObjectStore lake;
        private final Random random;
        private final InMemoryObjectStore input;
        private final InputLayout layout;
        private final Map<String, Known> history = new HashMap<>();
        private final Planner planner = new Planner("1");
        private State state = State.NOTHING;
        private int manifests;

        World(long seed) {
            random = new Random(seed);
            input = new InMemoryObjectStore("planning-input");
            lake = new InMemoryObjectStore("planning-lake");
            input.delete(input.list("").stream().map(StoredObject::key).toList());
            lake.delete(lake.list("").stream().map(StoredObject::key).toList());
            layout = new InputLayout(input.bucket(), "log_data/", "song_data/");
        }

        void play() {
            for (int step = 3 + random.nextInt(10); step > 0; step--) {
                change();
                if (random.nextInt(3) == 0) {
                    run();
                }
            }
            KEYS.forEach(this::announceForGood);
            for (int attempt = 0; attempt < 100 && !lake.list("pending/").isEmpty(); attempt++) {
                run();
            }
        }

        private void occurred(String event) {
            occurred.merge(event, 1, Integer::sum);
        }

        private void change() {
            String key = KEYS.get(random.nextInt(KEYS.size()));
            switch (random.nextInt(7)) {
                case 0, 1 -> {
                    put(key);
                    announce(key);
                }
                case 2 -> announce(key);
                case 3 -> input.delete(List.of(key));
                case 4 -> {
                    manifest("\"request\":{\"retract\":{\"keys\":[\"" + key + "\"]}}");
                    occurred("retracted");
                }
                case 5 -> {
                    manifest("\"request\":{\"load\":{\"keys\":[\"" + key + "\"],\"force\":true}}");
                    occurred("forced");
                }
                default -> {
                    manifest("\"request\":{\"sweep\":{}}");
                    occurred("swept");
                }
            }
        }

        private void put(String key) {
            String version = List.of("A", "B", "C", "unreadable", "fatal").get(random.nextInt(5));
            boolean earlier =
                    !version.equals(contributed.get(key)) && contributed.containsKey(key) && version.equals("A");
            if (earlier) {
                occurred("back to an earlier version");
            }
            input.put(key, version);
        }

        private void announce(String key) {
            manifest("\"objects\":[{\"key\":\"" + key + "\"}]");
        }

        private void manifest(String body) {
            lake.put("pending/%06d.json".formatted(manifests++), "{\"version\":1," + body + "}");
        }

        /** The last word on an object: a readable version, or a retraction. */
        private void announceForGood(String key) {
            if (random.nextInt(4) == 0) {
                manifest("\"request\":{\"retract\":{\"keys\":[\"" + key + "\"]}}");
                expected.remove(key);
            } else {
                String version = List.of("A", "B", "C").get(random.nextInt(3));
                input.put(key, version);
                announce(key);
                expected.put(key, version);
            }
        }

        /** A run that may die in any batch, before or after the commit; batches are as the job's. */
        private void run() {
            Pending pending = new Pending(lake, Lake.at("s3://" + lake.bucket()));
            Announcements announcements = new Announcements(input, layout);
            Map<String, Known> known = new HashMap<>(history);
            announcements.hear(pending.manifests());
            List<Announced> left = announcements.outstanding();
            while (!left.isEmpty()) {
                Set<String> done = batch(left, known);
                if (done == null) {
                    return; // the run died
                }
                announcements.done(done);
                left = announcements.outstanding();
            }
            announcements.done(com.sparkify.etl.lake.Request.Sweep.class);
            pending.remove(announcements.takeFinished());
        }

        private Set<String> batch(List<Announced> left, Map<String, Known> known) {
            Map<String, Pin> pins = new HashMap<>();
            left.forEach(one -> input.head(one.key())
                    .ifPresent(head -> pins.put(one.key(), new Pin(one.key(), Kind.LOG, head.etag(), null, 1))));
            Batch batch = Batch.next(planner.plan(left, pins, known, state.attempts()), new Batch.Limit(10, 2));
            Map<String, String> begun = new HashMap<>();
            batch.steps(Step.Read.class)
                    .forEach(step -> begun.put(step.pin().key(), step.pin().etag()));
            batch.steps(Step.Retract.class)
                    .forEach(step -> begun.put(step.announced().key(), null));
            state = state.begun(begun);
            boolean poison = batch.steps(Step.Read.class).stream().anyMatch(step -> isVersion(step, "fatal"));
            boolean suspect = batch.steps(Step.Read.class).stream().anyMatch(step -> step.attempts() == 2);
            boolean unlucky = !suspect && random.nextInt(12) == 0; // a third death would rightly set a version aside
            if (poison || unlucky) {
                occurred("died before its commit");
                return null;
            }
            batch.steps(Step.Read.class).stream()
                    .filter(step -> !isVersion(step, "unreadable"))
                    .forEach(step -> contributed.put(
                            step.pin().key(), input.text(step.pin().key())));
            batch.steps(Step.Retract.class)
                    .forEach(step -> contributed.remove(step.announced().key()));
            if (!suspect && random.nextInt(12) == 0) {
                occurred("died after its commit");
                return null;
            }
            Set<String> done = book(batch, known);
            if (!suspect && random.nextInt(12) == 0) {
                return null; // after the books, before the state
            }
            state = state.done(done);
            return done;
        }

        private boolean isVersion(Step.Read step, String version) {
            return input.text(step.pin().key()).equals(version);
        }

        private Set<String> book(Batch batch, Map<String, Known> known) {
            Set<String> done = new HashSet<>();
            for (Step step : batch.steps()) {
                String key = step.announced().key();
                done.add(key);
                if (step instanceof Step.Read read) {
                    boolean unreadable = isVersion(read, "unreadable");
                    occurred(unreadable ? "unreadable" : "loaded");
                    book(
                            key,
                            unreadable ? Status.REJECTED : Status.LOADED,
                            read.pin().etag(),
                            known);
                } else if (step instanceof Step.SetAside aside) {
                    occurred("set aside");
                    book(key, Status.REJECTED, aside.pin().etag(), known);
                } else if (step instanceof Step.Missing) {
                    book(key, Status.MISSING, null, known);
                } else if (step instanceof Step.Retract retract) {
                    book(key, Status.RETRACTED, retract.etag(), known);
                } else {
                    occurred("skipped");
                }
            }
            return done;
        }

        private void book(String key, Status status, String etag, Map<String, Known> known) {
            history.put(key, new Known(status, etag, "1", 1));
            known.put(key, history.get(key));
        }
    }
}
