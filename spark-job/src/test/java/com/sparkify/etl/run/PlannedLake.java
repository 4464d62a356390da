package com.sparkify.etl.run;

import com.sparkify.etl.lake.Lake;
import com.sparkify.etl.lake.Pending;
import com.sparkify.etl.lake.Request;
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
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A lake whose two tables are maps from each object to the version it contributes, committed one by one, and runs that
 * die, fail or are denied an object. The manifests, the plan, the batches and the state are the real ones.
 */
final class PlannedLake {
    static final List<String> KEYS = List.of("log_data/a.json", "log_data/b.json", "song_data/c.json");

    final InMemoryObjectStore input = empty("planning-input");
    final InMemoryObjectStore bucket = empty("planning-lake");
    final List<Map<String, String>> tables = List.of(new HashMap<>(), new HashMap<>());

    /** How often what happened. */
    final Map<String, Integer> occurred = new TreeMap<>();

    private final Random random;
    private final InputLayout layout = new InputLayout(input.bucket(), "log_data/", "song_data/");
    private final Planner planner = new Planner("1");
    private final Map<String, Known> history = new HashMap<>();
    private final Set<String> booked = new HashSet<>();
    private State state = State.NOTHING;
    private List<Map<String, String>> beforeBatch = List.of();

    PlannedLake(Random random) {
        this.random = random;
    }

    private static InMemoryObjectStore empty(String bucket) {
        InMemoryObjectStore store = new InMemoryObjectStore(bucket);
        store.delete(store.list("").stream().map(StoredObject::key).toList());
        return store;
    }

    void occurred(String event) {
        occurred.merge(event, 1, Integer::sum);
    }

    boolean isPending() {
        return !bucket.list("pending/").isEmpty();
    }

    /** Whether a run died half-way through a batch with this object: one table has what it read, the other has not. */
    boolean isHalfWay(String key) {
        return state.open().keys().contains(key)
                && !Objects.equals(tables.get(0).get(key), tables.get(1).get(key));
    }

    /** A run that may die in any batch, at any of its commits; batches are as the job's. */
    void run() {
        undo();
        Pending pending = new Pending(bucket, Lake.at("s3://" + bucket.bucket()));
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
                announcements.done(Request.Sweep.class);
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
