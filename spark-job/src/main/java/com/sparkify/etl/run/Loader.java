package com.sparkify.etl.run;

import com.sparkify.etl.Arguments;
import com.sparkify.etl.derive.Rebuild;
import com.sparkify.etl.history.LoadHistory;
import com.sparkify.etl.history.ObjectHistory;
import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.lake.LeaseHeldException;
import com.sparkify.etl.lake.LeasedState;
import com.sparkify.etl.lake.ObjectStore;
import com.sparkify.etl.lake.State;
import com.sparkify.etl.migrate.Migration;
import com.sparkify.etl.plan.Announced;
import com.sparkify.etl.plan.Batch;
import com.sparkify.etl.plan.Known;
import com.sparkify.etl.plan.Planner;
import com.sparkify.etl.plan.Step;
import com.sparkify.etl.publish.Publisher;
import com.sparkify.etl.source.Pin;
import com.sparkify.etl.source.ReadingFailedException;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.TableWriter;
import com.sparkify.etl.table.Upkeep;
import com.sparkify.etl.work.LocalWorkers;
import com.sparkify.etl.work.SparkWorkers;
import com.sparkify.etl.work.Workers;
import java.io.PrintStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.spark.sql.SparkSession;

/** Loads batches: plans the next one, takes its steps, and sets back one that failed so that it can be tried again. */
final class Loader {
    /** After so many failed batches without one that passed, the surroundings are more likely at fault than objects. */
    private static final int FAILED_IN_A_ROW = 5;

    private final Arguments arguments;
    private final LakeTables tables;
    private final ObjectStore lake;
    private final TableWriter writer;
    private final LeasedState state;
    private final Tally tally;
    private final PrintStream out;
    private final Supplier<SparkSession> sessions;
    private final Planner planner;
    private final LoadHistory history;
    private final ConsistentSets consistentSets;
    private final Batches batches;
    private final Publisher publisher;
    private final Publishing publishing;
    private final Upkeep upkeep;
    private final Map<String, ObjectHistory> histories = new HashMap<>();
    private final Set<String> lookedUp = new HashSet<>();
    private Workers workers;
    private LongRanges touched = LongRanges.NONE;
    private int failedInARow;

    Loader(
            Arguments arguments,
            LakeTables tables,
            TableWriter writer,
            ObjectStore input,
            ObjectStore lake,
            LeasedState state,
            Runnable leaseCheck,
            Supplier<SparkSession> sessions,
            Tally tally,
            PrintStream out) {
        this.arguments = arguments;
        this.tables = tables;
        this.lake = lake;
        this.writer = writer;
        this.state = state;
        this.sessions = sessions;
        this.tally = tally;
        this.out = out;
        this.planner = new Planner(Rules.version(arguments.onError()));
        this.history = new LoadHistory(tables, writer, arguments.input().bucket(), arguments.launchId());
        this.consistentSets = new ConsistentSets(tables, writer, lake, arguments.lake(), arguments.launchId());
        this.batches = new Batches(arguments, tables, writer, input, state, history, consistentSets);
        this.publisher = new Publisher(tables, writer, lake, arguments.lake().json());
        this.publishing = new Publishing(arguments.publication(), publisher, state);
        this.upkeep = new Upkeep(tables, leaseCheck);
        this.workers = new LocalWorkers(tables);
    }

    /**
     * What became of a batch.
     *
     * @param done objects for which nothing is left to do but to publish
     * @param changed objects that got another version while they were read
     */
    record Loaded(Set<String> done, Set<String> changed) {}

    /** Brings up a lake that an earlier release wrote. */
    void migrate() {
        if (Migration.isNeeded(tables)) {
            new Migration(tables, writer, out).run(lake, arguments.lake().state(), workers);
            state.write(now -> now.closed().unpublishedAll());
            writeConsistentSet("migration-" + arguments.launchId());
        }
    }

    /** Undoes what was cut short before it was booked, and ends what was cut short after. */
    void settle() {
        batches.settle(workers);
    }

    /** Takes the next batch of what is announced. */
    Loaded load(List<Announced> announced, Pins pins) {
        Map<String, Pin> pinned = pins.of(announced);
        List<Announced> reachable = announced.stream()
                .filter(one -> !pins.failures().containsKey(one.key()))
                .toList();
        lookUp(reachable);
        Map<String, Known> known = new HashMap<>();
        reachable.forEach(one -> {
            if (histories.containsKey(one.key())) {
                known.put(one.key(), histories.get(one.key()).newest());
            }
        });
        Batch batch = Batch.next(planner.plan(reachable, pinned, known, state.state()), arguments.limit());
        return load(batch, known, pins);
    }

    /** Brings the published files up to date if they have been behind for long enough. */
    boolean publishIfDue() {
        boolean isDue = publishing.isDue();
        if (isDue) {
            publish();
        }
        return isDue;
    }

    /** Brings the published files up to date. */
    void publish() {
        publishing.publish(workers);
    }

    /**
     * Derives and publishes everything anew.
     *
     * @return how many rows differed, by table
     */
    Map<String, Long> rebuild() {
        state.write(State::unpublishedAll);
        String batchId = "rebuild-" + arguments.launchId();
        writer.begin(batchId);
        Map<String, Long> differed = new Rebuild(tables, writer).run(workers);
        consistentSets.write(batchId);
        return differed;
    }

    /** Joins the small files that have gathered where this run changed rows, and lets old snapshots go. */
    void tidy() {
        upkeep.joinSmallFiles(touched);
        // an undone batch, and others' compaction, leave newer snapshots as well
        if (!consistentSets.isCurrent()) {
            writeConsistentSet("upkeep-" + arguments.launchId());
        }
        upkeep.expireSnapshots(Instant.now());
        touched = LongRanges.NONE;
    }

    /** Sorts and joins all files of all tables, and removes what no snapshot names. */
    void upkeep() {
        upkeep.rewriteAll(sessions);
        writeConsistentSet("upkeep-" + arguments.launchId());
        upkeep.clean(Instant.now(), sessions);
    }

    private void writeConsistentSet(String batchId) {
        writer.begin(batchId);
        consistentSets.write(batchId);
    }

    private Loaded load(Batch batch, Map<String, Known> known, Pins pins) {
        State before = state.state();
        Map<String, String> versions = versions(batch);
        String batchId = UUID.randomUUID().toString();
        if (!versions.isEmpty()) {
            state.write(now -> now.begun(new State.Open(batchId, versions.keySet()), versions));
        }
        writer.begin(batchId);
        chooseWorkers(batch);
        BatchOutcome outcome = new BatchOutcome(arguments.onError(), known);
        Batches.Booked booked;
        try {
            booked = batches.load(batchId, batch, outcome, histories, workers);
        } catch (ReadingFailedException | LeaseHeldException e) {
            throw e; // like the death of the run: the next one undoes the batch, and remembers it against its objects
        } catch (Exception e) { // not only unchecked ones: Spark throws its own undeclared
            setBack(before, versions, e);
            return new Loaded(Set.of(), Set.of());
        }
        failedInARow = 0;
        histories.putAll(booked.histories());
        state.write(now -> now.ended(before, outcome.done()));
        tally.add(outcome.tally());
        tally.changed(booked.changed());
        touched = touched.union(booked.playTimes());
        pins.forget(outcome.changed());
        return new Loaded(outcome.done(), outcome.changed());
    }

    /** What is small is done by the driver alone; Spark starts when something large comes. */
    private void chooseWorkers(Batch batch) {
        long bytes = batch.steps(Step.Read.class).stream()
                .mapToLong(read -> read.pin().size())
                .sum();
        if (bytes > arguments.localBytes() && workers instanceof LocalWorkers) {
            workers = new SparkWorkers(tables, sessions);
        }
    }

    /**
     * Undoes a batch that failed in good order, so that its objects can be tried again in smaller batches; one that is
     * alone stays pending.
     *
     * @throws RuntimeException the failure, if there is nothing to take apart, or all that is tried fails
     */
    private void setBack(State before, Map<String, String> versions, Exception failure) {
        boolean isConflict = failure instanceof ValidationException || failure instanceof CommitFailedException;
        boolean takesApart = !(failure instanceof AbortedException) && !versions.isEmpty();
        try {
            state.write(now -> takesApart && !isConflict ? now.failed(before, versions) : now.spared(before));
            if (versions.isEmpty() || history.isBooked(state.state().open().id())) {
                throw unchecked(failure);
            }
            batches.settle(workers);
        } catch (RuntimeException e) {
            if (e != failure) {
                failure.addSuppressed(e);
            }
            throw unchecked(failure);
        }
        String reason = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        out.printf("a batch of %d objects failed and is undone: %s%n", versions.size(), reason);
        if (versions.size() == 1 && !isConflict) {
            versions.keySet().forEach(key -> tally.failed(key, reason));
        }
        // a single-object batch identifies the failing object, so it does not count
        failedInARow += versions.size() > 1 || isConflict ? 1 : 0;
        if (!takesApart || failedInARow >= FAILED_IN_A_ROW) {
            throw unchecked(failure);
        }
    }

    private static RuntimeException unchecked(Exception failure) {
        return failure instanceof RuntimeException runtime
                ? runtime
                : new IllegalStateException(failure.getMessage(), failure);
    }

    private void lookUp(List<Announced> announced) {
        List<String> unknown = announced.stream()
                .map(Announced::key)
                .filter(key -> !lookedUp.contains(key))
                .toList();
        histories.putAll(history.of(unknown));
        lookedUp.addAll(unknown);
    }

    /** The versions that this batch begins, by key. */
    private static Map<String, String> versions(Batch batch) {
        return batch.steps(Step.Change.class).stream()
                .collect(Collectors.toMap(
                        change -> change.announced().key(),
                        change -> change instanceof Step.Read read ? read.pin().etag() : Planner.RETRACTION));
    }

    /** How many rows a table has: by its metadata if nothing was deleted in it, else as it is published. */
    long rowCount(LakeTable table) {
        return new RowCounts(tables, publisher, arguments.publication().isOn()).of(table);
    }
}
