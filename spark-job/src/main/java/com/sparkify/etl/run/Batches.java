package com.sparkify.etl.run;

import com.sparkify.etl.derive.Derivation;
import com.sparkify.etl.derive.DerivationChanges;
import com.sparkify.etl.erase.ErasedUsers;
import com.sparkify.etl.history.LoadHistory;
import com.sparkify.etl.history.ObjectHistory;
import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.lake.LeasedState;
import com.sparkify.etl.lake.ObjectStore;
import com.sparkify.etl.lake.State;
import com.sparkify.etl.plan.Batch;
import com.sparkify.etl.plan.ObjectAction;
import com.sparkify.etl.run.Arguments.OnError;
import com.sparkify.etl.silver.BatchScope;
import com.sparkify.etl.silver.ObjectsReading;
import com.sparkify.etl.silver.ReadResult;
import com.sparkify.etl.silver.ReadTask;
import com.sparkify.etl.silver.Silver;
import com.sparkify.etl.source.Kind;
import com.sparkify.etl.source.ObjectVersion;
import com.sparkify.etl.source.ReadOutcome;
import com.sparkify.etl.source.ReadingFailedException;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.TableWriter;
import com.sparkify.etl.work.Workers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Executes and undoes the steps of a batch. A batch appends its rows, derives the star tables from them, records in the
 * state which published files are out of date, and is booked in the history; the rows it replaces are deleted last.
 * Until it is booked it can be undone from the current tables alone, because old and new rows are both present.
 */
final class Batches {
    private final Arguments arguments;
    private final ObjectStore input;
    private final LeasedState state;
    private final TableWriter writer;
    private final Silver silver;
    private final Derivation derivation;
    private final LoadHistory history;
    private final ConsistentSets consistentSets;
    private final ErasedUsers erased;
    private final Phases phases;

    Batches(
            Arguments arguments,
            LakeTables tables,
            TableWriter writer,
            ObjectStore input,
            LeasedState state,
            LoadHistory history,
            ConsistentSets consistentSets,
            ErasedUsers erased,
            Phases phases) {
        this.arguments = arguments;
        this.input = input;
        this.state = state;
        this.writer = writer;
        this.silver = new Silver(tables, writer);
        this.derivation = new Derivation(tables, writer);
        this.history = history;
        this.consistentSets = consistentSets;
        this.erased = erased;
        this.phases = phases;
    }

    /**
     * The effects of a booked batch.
     *
     * @param playTimes time ranges of the derived plays, in epoch milliseconds
     * @param histories new histories of the batch's objects
     */
    record Booked(DerivationChanges changed, LongRanges playTimes, Map<String, ObjectHistory> histories) {}

    /**
     * Executes all steps of a batch that the state already names as open.
     *
     * @param known last history rows of the batch's objects
     */
    Booked load(String batchId, Batch batch, BatchOutcome outcome, Map<String, ObjectHistory> known, Workers workers) {
        Instant readAt = Instant.now();
        ReadResult read = phases.time("read", () -> read(batchId, batch, outcome, workers));
        DerivationChanges changed = DerivationChanges.NOTHING;
        LongRanges playTimes = LongRanges.NONE;
        Set<String> replaced = outcome.replaced();
        if (!replaced.isEmpty()) {
            phases.time("append", () -> silver.append(read.files()));
            BatchScope scope = new BatchScope(batchId, replaced, false);
            playTimes = playTimes(replaced, known);
            for (ReadOutcome accepted : outcome.accepted()) {
                playTimes = playTimes.union(accepted.playTimes());
            }
            LongRanges times = playTimes;
            changed = phases.time(
                    "derive",
                    () -> derivation.derive(
                            scope,
                            songObjects(batch.steps(), replaced),
                            times,
                            read.files().lookups(),
                            workers));
            Map<String, LongRanges> cells = titled(changed.cells());
            state.write(now -> now.changed(cells));
        }
        Map<String, ObjectHistory> histories =
                phases.time("book", () -> history.write(outcome.rows(), batchId, known, readAt));
        if (!replaced.isEmpty()) {
            phases.time("set", () -> consistentSets.write(batchId));
            phases.time("remove", () -> silver.remove(contributions(replaced, known)));
        }
        return new Booked(changed, playTimes, histories);
    }

    private ReadResult read(String batchId, Batch batch, BatchOutcome outcome, Workers workers) {
        batch.steps(ObjectAction.Skip.class).forEach(outcome::skip);
        batch.steps(ObjectAction.Missing.class).forEach(outcome::missing);
        batch.steps(ObjectAction.SetAside.class).forEach(outcome::setAside);
        batch.steps(ObjectAction.Retract.class).forEach(outcome::retract);
        List<ObjectAction.Read> reads = batch.steps(ObjectAction.Read.class);
        List<ObjectVersion> pins = reads.stream().map(ObjectAction.Read::pin).toList();
        if (pins.isEmpty()) {
            return ReadResult.NOTHING;
        }
        List<ReadTask> tasks = ReadTask.bins(pins, workers.parallelism()).stream()
                .map(bin -> new ReadTask(
                        input,
                        bin,
                        arguments.onError() != OnError.CONTINUE,
                        erased.current(),
                        batchId,
                        arguments.launchId()))
                .toList();
        ReadResult read;
        try {
            read = workers.map(tasks, new ObjectsReading()).stream().reduce(ReadResult.NOTHING, ReadResult::and);
        } catch (RuntimeException e) {
            throw new ReadingFailedException(pins, e);
        }
        Map<String, ReadOutcome> outcomes = new HashMap<>();
        read.outcomes().forEach(one -> outcomes.put(one.key(), one));
        reads.forEach(step -> outcome.read(step, outcomes.get(step.pin().key())));
        return read;
    }

    /**
     * Repairs what a crash between two commits left: undoes the open batch, or completes it if it is booked by deleting
     * the rows that it replaced. Does nothing if no batch is open.
     */
    void undoOrComplete(Workers workers) {
        State.Open open = state.state().open();
        if (open.keys().isEmpty()) {
            return;
        }
        writer.begin(open.id());
        Map<String, ObjectHistory> known = history.of(open.keys());
        if (history.isBooked(open.id())) {
            consistentSets.write(open.id());
            List<Silver.Contribution> replaced = new ArrayList<>();
            known.values().forEach(one -> one.replacedBy(open.id()).ifPresent(replaced::add));
            silver.remove(replaced);
            state.write(now -> now.ended(open.keys()));
        } else { // even if the batch appended nothing: rows derived from the
            // objects' earlier versions may already be gone
            BatchScope scope = new BatchScope(open.id(), open.keys(), true);
            LongRanges playTimes = playTimes(open.keys(), known).union(silver.playTimes(open.id()));
            DerivationChanges changed =
                    derivation.derive(scope, songObjects(open.keys()), playTimes, Set.of(), workers);
            Map<String, LongRanges> cells = titled(changed.cells());
            state.write(now -> now.changed(cells));
            silver.removeBatch(open.id());
            state.write(State::undone);
        }
    }

    private static List<Silver.Contribution> contributions(
            Collection<String> objects, Map<String, ObjectHistory> known) {
        return objects.stream()
                .map(known::get)
                .filter(one -> one != null)
                .flatMap(one -> one.contribution().stream())
                .toList();
    }

    private static LongRanges playTimes(Collection<String> objects, Map<String, ObjectHistory> known) {
        return contributions(objects, known).stream()
                .map(Silver.Contribution::playTimes)
                .reduce(LongRanges.NONE, LongRanges::union);
    }

    private static Set<String> songObjects(List<ObjectAction> steps, Set<String> replaced) {
        return steps.stream()
                .map(ObjectAction::announced)
                .filter(one -> one.kind() == Kind.SONG && replaced.contains(one.key()))
                .map(one -> one.key())
                .collect(Collectors.toSet());
    }

    private Set<String> songObjects(Collection<String> keys) {
        Set<String> songs = new HashSet<>(keys);
        songs.removeIf(key ->
                arguments.input().kindOf(key).filter(kind -> kind == Kind.SONG).isEmpty());
        return songs;
    }

    private static Map<String, LongRanges> titled(Map<LakeTable, LongRanges> cells) {
        return cells.entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().title(), Map.Entry::getValue));
    }
}
