package com.sparkify.etl.run;

import com.sparkify.etl.Arguments.OnError;
import com.sparkify.etl.history.ObjectHistory;
import com.sparkify.etl.lake.State;
import com.sparkify.etl.plan.Announced;
import com.sparkify.etl.plan.Batch;
import com.sparkify.etl.plan.Known;
import com.sparkify.etl.plan.Planner;
import com.sparkify.etl.plan.Step;
import com.sparkify.etl.run.ModelSteps.Failed;
import com.sparkify.etl.source.Pin;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plans batches, takes them, and sets back those that failed, as {@link Loader} and {@link Setback} do it. */
final class ModelLoader {
    private static final int FAILED_IN_A_ROW = 5;

    private final ModelLake lake;
    private final Planner planner = new Planner(Rules.version(OnError.CONTINUE));
    private final ModelBatches batches;
    private final Map<String, Optional<Pin>> pins = new HashMap<>();
    private final Map<String, ObjectHistory> histories = new HashMap<>();
    private final Set<String> lookedUp = new HashSet<>();
    private final Set<String> failed = new HashSet<>();
    private final String denied;
    private int failedInARow;

    ModelLoader(ModelLake lake) {
        this.lake = lake;
        this.batches = new ModelBatches(lake);
        List<String> keys = ModelLake.KEYS;
        this.denied = lake.random.nextInt(10) == 0 ? keys.get(lake.random.nextInt(keys.size())) : null;
    }

    void settle() {
        batches.settle();
    }

    /** Forgets which versions these objects had: they are looked up again. */
    void forget(Set<String> keys) {
        pins.keySet().removeAll(keys);
    }

    /** Objects that this run gave up. */
    Set<String> failed() {
        return failed;
    }

    /** Takes the next batch of what is announced; gives the objects that are done. */
    Set<String> load(List<Announced> announced) {
        List<String> unknown =
                announced.stream().map(Announced::key).filter(lookedUp::add).toList();
        histories.putAll(lake.history.of(unknown));
        Map<String, Pin> pinned = new HashMap<>();
        Map<String, Known> known = new HashMap<>();
        announced.forEach(one -> {
            pin(one).ifPresent(pin -> pinned.put(one.key(), pin));
            if (histories.containsKey(one.key())) {
                known.put(one.key(), histories.get(one.key()).newest());
            }
        });
        Batch batch = Batch.next(planner.plan(announced, pinned, known, lake.state), new Batch.Limit(10, 2));
        return load(batch, known);
    }

    private Optional<Pin> pin(Announced announced) {
        return pins.computeIfAbsent(
                announced.key(),
                key -> lake.input.head(key).map(head -> new Pin(key, announced.kind(), head.etag(), null, 1)));
    }

    private Set<String> load(Batch batch, Map<String, Known> known) {
        State before = lake.state;
        Map<String, String> versions = ModelBatches.versions(batch);
        String batchId = lake.nextBatchId();
        lake.steps.begin(versions.size() == 1
                && versions.entrySet().stream()
                        .flatMap(one -> before.attempt(one.getKey(), one.getValue()).stream())
                        .anyMatch(attempt -> attempt.deaths() == Planner.FATAL_ATTEMPTS - 1));
        if (!versions.isEmpty()) {
            lake.state = before.begun(new State.Open(batchId, versions));
            lake.steps.trace(batchId + " of " + versions.keySet());
            lake.at("begun");
        }
        BatchOutcome outcome = new BatchOutcome(OnError.CONTINUE, known);
        try {
            batches.load(batchId, batch, outcome, histories, denied);
        } catch (Failed e) {
            setBack(versions, e);
            return Set.of();
        }
        failedInARow = 0;
        batch.steps(Step.SetAside.class).forEach(step -> lake.occurred("set aside"));
        batch.steps(Step.Skip.class).forEach(step -> lake.occurred("skipped"));
        histories.putAll(lake.history.of(outcome.done()));
        if (denied != null && versions.containsKey(denied)) {
            failed.add(denied);
        }
        lake.state = lake.state.ended(outcome.done());
        pins.keySet().removeAll(outcome.changed());
        lake.at("ended");
        return outcome.done();
    }

    private void setBack(Map<String, String> versions, Failed failure) {
        lake.state = !versions.isEmpty() && !failure.isConflict ? lake.state.failed() : lake.state.excused();
        boolean seesOldBooks = lake.steps.areBooksStale() && !lake.keeps(Guard.BOOKS_READ_ANEW);
        if (versions.isEmpty() || lake.history.isBooked(lake.state.open().id()) && !seesOldBooks) {
            throw failure;
        }
        batches.settle();
        lake.occurred("failed and undone");
        if (versions.size() == 1 && !failure.isConflict) {
            failed.addAll(versions.keySet());
        }
        failedInARow += versions.size() > 1 || failure.isConflict ? 1 : 0;
        if (failedInARow >= FAILED_IN_A_ROW) {
            throw failure;
        }
    }
}
