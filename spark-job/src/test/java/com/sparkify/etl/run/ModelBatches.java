package com.sparkify.etl.run;

import com.sparkify.etl.derive.DerivationChanges;
import com.sparkify.etl.history.ObjectHistory;
import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.lake.State;
import com.sparkify.etl.plan.Batch;
import com.sparkify.etl.plan.ObjectAction;
import com.sparkify.etl.plan.Planner;
import com.sparkify.etl.run.ModelLake.Commit;
import com.sparkify.etl.run.ModelSteps.Phase;
import com.sparkify.etl.silver.BatchScope;
import com.sparkify.etl.silver.Silver;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The steps of a batch, and how to undo them, as {@link Batches} takes them. */
final class ModelBatches {
    private final ModelLake lake;
    private final ModelDerivation derivation;

    ModelBatches(ModelLake lake) {
        this.lake = lake;
        this.derivation = new ModelDerivation(lake);
    }

    void load(String batchId, Batch batch, BatchOutcome outcome, Map<String, ObjectHistory> known, String denied) {
        ModelReading read = new ModelReading(lake, batchId, outcome);
        read.read(batch, denied);
        Set<String> replaced = outcome.replaced();
        Map<String, LongRanges> cells = new HashMap<>();
        if (!replaced.isEmpty()) {
            append(read);
            if (!lake.keeps(ModelGuard.REMOVAL_AFTER_BOOKING)) {
                remove(contributions(replaced, known), "");
            }
            LongRanges playTimes = playTimes(replaced, known).union(read.playTimes());
            DerivationChanges changed =
                    derivation.derive(new BatchScope(batchId, replaced, false), songObjects(replaced), playTimes);
            cells.putAll(titled(changed));
            if (lake.keeps(ModelGuard.CELLS_BEFORE_BOOKING)) {
                lake.state = lake.state.changed(cells);
                lake.at("cells");
            }
        }
        if (!replaced.isEmpty() && !lake.keeps(ModelGuard.SET_AFTER_BOOKING)) {
            nameSet("");
        }
        lake.steps.burn();
        book(batchId, outcome, known, read.changed());
        if (!replaced.isEmpty()) {
            if (!lake.keeps(ModelGuard.LOOKUPS_BEFORE_BOOKING)) {
                lake.lookups.append(read.plays(), read.songs());
            }
            nameSet("");
            remove(contributions(replaced, known), "");
            if (!lake.keeps(ModelGuard.CELLS_BEFORE_BOOKING)) {
                lake.state = lake.state.changed(cells);
            }
        }
    }

    private void append(ModelReading read) {
        lake.commitInAnyOrder(
                "",
                new Commit(
                        "lookups",
                        () -> lake.keeps(ModelGuard.LOOKUPS_BEFORE_BOOKING)
                                && lake.lookups.append(read.plays(), read.songs())),
                new Commit("rejected rows", () -> lake.silver.rejected.append(read.rejected())),
                new Commit("song records", () -> lake.silver.songs.append(read.songs())),
                new Commit("play records", () -> lake.silver.plays.append(read.plays())));
    }

    private void book(
            String batchId, BatchOutcome outcome, Map<String, ObjectHistory> known, Map<String, ModelVersion> changed) {
        if (!outcome.rows().isEmpty()) {
            lake.history.book(outcome.rows(), batchId, known);
            lake.booked(changed);
            lake.steps.enter(Phase.BOOKED);
            lake.at("booked");
        }
    }

    /** Undoes the open batch unless it is booked; then only what it replaced is left to delete. */
    void undoOrComplete() {
        State.Open open = lake.state.open();
        if (open.keys().isEmpty()) {
            return;
        }
        lake.steps.refresh();
        Map<String, ObjectHistory> known = lake.history.of(open.keys());
        if (lake.history.isBooked(open.id())) {
            lake.steps.enter(Phase.ENDING);
            nameSet("end: ");
            List<Silver.Contribution> replaced = new ArrayList<>();
            known.values().forEach(one -> one.replacedBy(open.id()).ifPresent(replaced::add));
            remove(replaced, "end: ");
            lake.state = lake.state.ended(open.keys());
            lake.occurred("a booked batch was ended by the next run");
        } else if (lake.keeps(ModelGuard.UNDO_WITHOUT_ROWS) || lake.silver.mayHold(open.id())) {
            undo(open, known);
            lake.state = lake.state.undone();
        } else {
            lake.state = lake.state.closed();
        }
        lake.at("closed");
    }

    private void undo(State.Open open, Map<String, ObjectHistory> known) {
        lake.steps.enter(Phase.UNDOING);
        LongRanges playTimes = playTimes(open.keys(), known).union(lake.silver.plays.times(open.id()));
        DerivationChanges changed =
                derivation.derive(new BatchScope(open.id(), open.keys(), true), songObjects(open.keys()), playTimes);
        lake.state = lake.state.changed(titled(changed));
        lake.at("undo: cells");
        lake.commitInAnyOrder(
                "undo: ",
                new Commit("play records", () -> lake.silver.plays.removeBatch(open.id())),
                new Commit("song records", () -> lake.silver.songs.removeBatch(open.id())),
                new Commit("rejected rows", () -> lake.silver.rejected.removeBatch(open.id())));
        lake.steps.undone();
    }

    private void nameSet(String when) {
        lake.nameSet();
        lake.at(when + "consistent set");
    }

    private void remove(Collection<Silver.Contribution> replaced, String when) {
        lake.commitInAnyOrder(
                when + "replaced ",
                new Commit("play records", () -> lake.silver.plays.remove(replaced, true)),
                new Commit("song records", () -> lake.silver.songs.remove(replaced, false)),
                new Commit("rejected rows", () -> lake.silver.rejected.remove(replaced, false)));
    }

    private static List<Silver.Contribution> contributions(
            Collection<String> objects, Map<String, ObjectHistory> known) {
        return objects.stream()
                .filter(known::containsKey)
                .flatMap(key -> known.get(key).contribution().stream())
                .toList();
    }

    private static LongRanges playTimes(Collection<String> objects, Map<String, ObjectHistory> known) {
        return contributions(objects, known).stream()
                .map(Silver.Contribution::playTimes)
                .reduce(LongRanges.NONE, LongRanges::union);
    }

    private static Set<String> songObjects(Collection<String> keys) {
        return keys.stream().filter(key -> key.startsWith("song_data/")).collect(Collectors.toSet());
    }

    private static Map<String, LongRanges> titled(DerivationChanges changed) {
        return changed.cells().entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().title(), Map.Entry::getValue));
    }

    /** What a batch begins, by key. */
    static Map<String, String> versions(Batch batch) {
        return batch.steps(ObjectAction.Change.class).stream()
                .collect(Collectors.toMap(
                        change -> change.announced().key(),
                        change -> change instanceof ObjectAction.Read read
                                ? read.pin().etag()
                                : Planner.RETRACTION));
    }
}
