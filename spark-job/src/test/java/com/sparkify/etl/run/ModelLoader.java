package com.sparkify.etl.run;

import com.sparkify.etl.history.ObjectHistory;
import com.sparkify.etl.lake.State;
import com.sparkify.etl.lake.StoredObject;
import com.sparkify.etl.plan.Announced;
import com.sparkify.etl.plan.Announced.Action;
import com.sparkify.etl.plan.Batch;
import com.sparkify.etl.plan.LastHistoryRow;
import com.sparkify.etl.plan.ObjectAction;
import com.sparkify.etl.plan.Planner;
import com.sparkify.etl.plan.Status;
import com.sparkify.etl.run.Arguments.OnError;
import com.sparkify.etl.run.ModelSteps.Failed;
import com.sparkify.etl.source.Kind;
import com.sparkify.etl.source.ObjectVersion;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Plans batches, takes them, and sets back those that failed, as {@link Loader} and {@link FailedBatches} do it. */
final class ModelLoader {
    private static final int FAILED_IN_A_ROW = 5;

    private final ModelLake lake;
    private final Runnable meanwhile;
    private final Planner planner = new Planner(Rules.version(OnError.CONTINUE));
    private final ModelBatches batches;
    private final Map<String, Optional<ObjectVersion>> pins = new HashMap<>();
    private final Map<String, ObjectHistory> histories = new HashMap<>();
    private final Set<String> lookedUp = new HashSet<>();
    private final Set<String> failed = new HashSet<>();
    private final String denied;
    private boolean hasGivenUp;
    private int failedInARow;

    /** @param meanwhile what others do between the look at an object and its reading */
    ModelLoader(ModelLake lake, Runnable meanwhile) {
        this.lake = lake;
        this.meanwhile = meanwhile;
        this.batches = new ModelBatches(lake);
        List<String> keys = ModelLake.KEYS;
        this.denied = lake.random.nextInt(10) == 0 ? keys.get(lake.random.nextInt(keys.size())) : null;
    }

    void undoOrComplete() {
        batches.undoOrComplete();
    }

    /** Forgets which versions these objects had: they are looked up again. */
    void forget(Set<String> keys) {
        pins.keySet().removeAll(keys);
    }

    boolean hasGivenUp() {
        return hasGivenUp;
    }

    /** Objects that this run gave up since this was asked last. */
    Set<String> takeFailed() {
        Set<String> taken = Set.copyOf(failed);
        failed.clear();
        hasGivenUp |= !taken.isEmpty();
        return taken;
    }

    /** Takes the next batch of what is announced; gives the objects that are done. */
    Set<String> load(List<Announced> announced) {
        Set<String> keys = announced.stream().map(Announced::key).collect(Collectors.toSet());
        histories.keySet().retainAll(keys);
        lookedUp.retainAll(keys);
        histories.putAll(lake.history.of(keys.stream().filter(lookedUp::add).toList()));
        Map<String, ObjectVersion> pinned = new HashMap<>();
        Map<String, LastHistoryRow> known = new HashMap<>();
        announced.forEach(one -> {
            pin(one).ifPresent(pin -> pinned.put(one.key(), pin));
            if (histories.containsKey(one.key())) {
                known.put(one.key(), seen(histories.get(one.key()).known()));
            }
        });
        List<ObjectAction> steps = planner.plan(announced, pinned, known, lake.state);
        steps.forEach(step -> count(step, known.get(step.announced().key())));
        if (lake.random.nextInt(40) == 0) {
            meanwhile.run();
        }
        return load(Batch.next(steps, new Batch.Limit(10, 2)), known);
    }

    /** Which of some listed objects differ from what the history says of them. */
    Set<String> differing(List<Announced> listed, Map<String, StoredObject> told) {
        Map<String, ObjectVersion> pinned = new HashMap<>();
        Map<String, LastHistoryRow> known = new HashMap<>();
        listed.forEach(one -> pinned.put(one.key(), ObjectVersion.of(told.get(one.key()), one.kind())));
        lake.history.of(pinned.keySet()).forEach((key, history) -> known.put(key, seen(history.known())));
        List<ObjectAction> steps = planner.plan(listed, pinned, known, State.NOTHING);
        steps.forEach(step -> count(step, known.get(step.announced().key())));
        return steps.stream()
                .filter(step -> !(step instanceof ObjectAction.Skip))
                .map(step -> step.announced().key())
                .collect(Collectors.toSet());
    }

    private LastHistoryRow seen(LastHistoryRow known) {
        return lake.keeps(ModelGuard.LATER_RETRACTIONS_OVERTAKE)
                ? known
                : new LastHistoryRow(
                        known.status(), known.etag(), known.rules(), known.sequence(), known.manifest(), null);
    }

    private void count(ObjectAction step, LastHistoryRow known) {
        Announced one = step.announced();
        if (known == null || !(step instanceof ObjectAction.Skip)) {
            return;
        }
        if (one.action() == Action.RETRACT) {
            lake.occurred("a retraction was done by an earlier run");
        } else if (known.status() == Status.RETRACTED && one.action() != Action.SWEEP) {
            lake.occurred("a listing was overtaken by a retraction");
        } else if (one.action() == Action.FORCE) {
            lake.occurred("a forced load was done by an earlier run");
        }
    }

    /** Takes note of what a listing told of objects. */
    void tell(List<StoredObject> told) {
        told.forEach(object -> pins.put(
                object.key(),
                Optional.of(new ObjectVersion(
                        object.key(),
                        object.key().startsWith("song") ? Kind.SONG : Kind.LOG,
                        object.etag(),
                        null,
                        1))));
    }

    /** Whether a batch with the object failed or ended a run. */
    boolean isSuspect(String key) {
        return lake.state.attempts().byKey().containsKey(key);
    }

    private Optional<ObjectVersion> pin(Announced announced) {
        return pins.computeIfAbsent(
                announced.key(),
                key -> lake.input
                        .head(key)
                        .map(head -> new ObjectVersion(key, announced.kind(), head.etag(), null, 1)));
    }

    private Set<String> load(Batch batch, Map<String, LastHistoryRow> known) {
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
        batch.steps(ObjectAction.SetAside.class).forEach(step -> lake.occurred("set aside"));
        batch.steps(ObjectAction.Skip.class).forEach(step -> lake.occurred("skipped"));
        histories.putAll(lake.history.of(outcome.done()));
        if (denied != null && versions.containsKey(denied)) {
            failed.add(denied);
        }
        lake.state = lake.state.ended(outcome.done());
        pins.keySet().removeAll(outcome.changed());
        pins.keySet().removeAll(outcome.done());
        lake.at("ended");
        return outcome.done();
    }

    private void setBack(Map<String, String> versions, Failed failure) {
        lake.state = !versions.isEmpty() && !failure.isConflict ? lake.state.failed() : lake.state.excused();
        boolean seesOldBooks = lake.steps.areBooksStale() && !lake.keeps(ModelGuard.BOOKS_READ_ANEW);
        if (versions.isEmpty() || lake.history.isBooked(lake.state.open().id()) && !seesOldBooks) {
            throw failure;
        }
        batches.undoOrComplete();
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
