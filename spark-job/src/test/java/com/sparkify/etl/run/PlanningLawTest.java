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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
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
            assertThat(world.tables)
                    .as("seed %d: -Dplanning.seed=%d -Dplanning.schedules=1", seed, seed)
                    .allSatisfy(table -> assertThat(table).isEqualTo(world.expected));
            assertThat(world.lake.list("pending/")).as("seed %d", seed).isEmpty();
            world.occurred.forEach((event, count) -> occurred.merge(event, count, Integer::sum));
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

    /** One lake, whose two tables are maps from each object to the version it contributes, committed one by one. */
    private static final class World {
        private static final List<String> KEYS = List.of("log_data/a.json", "log_data/b.json", "song_data/c.json");

        final List<Map<String, String>> tables = List.of(new HashMap<>(), new HashMap<>());
        final Map<String, String> expected = new HashMap<>();
        final Map<String, Integer> occurred = new HashMap<>();
        final InMemoryObjectStore lake;
        private final Random random;
        private final InMemoryObjectStore input;
        private final InputLayout layout;
        private final Map<String, Known> history = new HashMap<>();
        private final Planner planner = new Planner("1");
        private State state = State.NOTHING;
        private List<Map<String, String>> beforeBatch = List.of();
        private final Set<String> booked = new HashSet<>();
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
            List<String> announced = new ArrayList<>();
            KEYS.forEach(key -> announceForGood(key, announced));
            if (!announced.isEmpty()) {
                announce(announced);
            }
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
                    announce(random.nextBoolean() ? List.of(key) : KEYS);
                }
                case 2 -> announce(List.of(key));
                case 3 -> {
                    input.delete(List.of(key));
                    if (state.open().keys().contains(key) && !tables.get(0).equals(tables.get(1))) {
                        occurred("half of it was committed, and then it was gone");
                    }
                }
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
            String version =
                    List.of("A", "B", "C", "unreadable", "fatal", "brittle").get(random.nextInt(6));
            String now = tables.get(0).get(key);
            if (now != null && !now.equals("A") && version.equals("A")) {
                occurred("back to an earlier version");
            }
            input.put(key, version);
        }

        private void announce(List<String> keys) {
            manifest(keys.stream()
                    .map(key -> "{\"key\":\"" + key + "\"}")
                    .collect(Collectors.joining(",", "\"objects\":[", "]")));
        }

        private void manifest(String body) {
            lake.put("pending/%06d.json".formatted(manifests++), "{\"version\":1," + body + "}");
        }

        /** The last word on an object: a readable version, or a retraction. */
        private void announceForGood(String key, List<String> announced) {
            if (random.nextInt(4) == 0) {
                manifest("\"request\":{\"retract\":{\"keys\":[\"" + key + "\"]}}");
                expected.remove(key);
            } else {
                String version = List.of("A", "B", "C").get(random.nextInt(3));
                input.put(key, version);
                announced.add(key);
                expected.put(key, version);
            }
        }

        /** A run that may die in any batch, at any of its commits; batches are as the job's. */
        private void run() {
            undo();
            Pending pending = new Pending(lake, Lake.at("s3://" + lake.bucket()));
            Announcements announcements = new Announcements(input, layout);
            Map<String, Known> known = new HashMap<>(history);
            Set<String> failed = new HashSet<>();
            if (random.nextInt(10) == 0) {
                failed.add(KEYS.get(random.nextInt(KEYS.size())));
                occurred("denied");
            }
            announcements.hear(pending.manifests());
            while (true) {
                List<Announced> left = new ArrayList<>(announcements.outstanding());
                left.removeIf(one -> failed.contains(one.key()));
                if (left.isEmpty()) {
                    announcements.done(com.sparkify.etl.lake.Request.Sweep.class);
                    pending.remove(announcements.takeFinished());
                    return;
                }
                Set<String> done = batch(left, known, failed);
                if (done == null) {
                    return; // the run died
                }
                announcements.done(done);
                pending.remove(announcements.takeFinished());
            }
        }

        /** As the job does it: unless the books are written, what the open batch changed is as it was. */
        private void undo() {
            State.Open open = state.open();
            if (!open.keys().isEmpty() && !booked.contains(open.id())) {
                for (int table = 0; table < tables.size(); table++) {
                    tables.get(table).keySet().removeAll(open.keys());
                    Map<String, String> before = new HashMap<>(beforeBatch.get(table));
                    before.keySet().retainAll(open.keys());
                    tables.get(table).putAll(before);
                }
            }
            state = state.closed();
        }

        /** What is done; null if the run died. */
        private Set<String> batch(List<Announced> left, Map<String, Known> known, Set<String> failed) {
            Map<String, Pin> pins = new HashMap<>();
            left.forEach(one -> input.head(one.key())
                    .ifPresent(head -> pins.put(one.key(), new Pin(one.key(), Kind.LOG, head.etag(), null, 1))));
            Batch batch = Batch.next(planner.plan(left, pins, known, state), new Batch.Limit(10, 2));
            List<Step.Read> reads = batch.steps(Step.Read.class);
            Map<String, String> versions = new HashMap<>();
            batch.steps(Step.Retract.class)
                    .forEach(step -> versions.put(step.announced().key(), Planner.RETRACTION));
            reads.forEach(step -> versions.put(step.pin().key(), step.pin().etag()));
            State before = state;
            // a third death would rightly set a version aside
            boolean mayDie = reads.stream()
                    .flatMap(step -> before.attempt(step.pin().key(), step.pin().etag()).stream())
                    .noneMatch(attempt -> attempt.deaths() == 2);
            beforeBatch = tables.stream().map(Map::copyOf).toList();
            state = state.begun(new State.Open(UUID.randomUUID().toString(), versions.keySet(), Map.of()), versions);
            if (dies("before its commits", mayDie) || reads.stream().anyMatch(step -> isVersion(step, "fatal"))) {
                return null;
            }
            commit(tables.get(0), batch);
            if (dies("between its commits", mayDie)) {
                return null;
            }
            commit(tables.get(1), batch);
            if (reads.stream().anyMatch(step -> isVersion(step, "brittle"))) {
                occurred("failed and undone");
                state = state.failed(before, versions);
                undo();
                failed.addAll(versions.size() == 1 ? versions.keySet() : Set.of());
                return Set.of();
            }
            if (dies("before its books", mayDie)) {
                return null;
            }
            Set<String> done = book(batch, known);
            if (dies("after its books", mayDie)) {
                return null;
            }
            state = state.ended(before, done);
            return done;
        }

        private boolean dies(String when, boolean mayDie) {
            boolean dies = mayDie && random.nextInt(16) == 0;
            if (dies) {
                occurred("died " + when);
            }
            return dies;
        }

        private void commit(Map<String, String> table, Batch batch) {
            batch.steps(Step.Read.class).stream()
                    .filter(step -> !isVersion(step, "unreadable"))
                    .map(step -> step.pin().key())
                    .forEach(key -> table.put(key, input.text(key)));
            batch.steps(Step.Retract.class)
                    .forEach(step -> table.remove(step.announced().key()));
        }

        private boolean isVersion(Step.Read step, String version) {
            return input.text(step.pin().key()).equals(version);
        }

        private Set<String> book(Batch batch, Map<String, Known> known) {
            booked.add(state.open().id());
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
