package com.sparkify.etl.run;

import com.sparkify.etl.erase.ErasedUsers;
import com.sparkify.etl.history.LoadHistory;
import com.sparkify.etl.lake.LeaseHeldException;
import com.sparkify.etl.lake.LeasedState;
import com.sparkify.etl.lake.Manifest;
import com.sparkify.etl.lake.ObjectStore;
import com.sparkify.etl.lake.State;
import com.sparkify.etl.lake.StoredObject;
import com.sparkify.etl.plan.Announced;
import com.sparkify.etl.plan.Batch;
import com.sparkify.etl.plan.LastHistoryRow;
import com.sparkify.etl.plan.ObjectAction;
import com.sparkify.etl.plan.Planner;
import com.sparkify.etl.publish.Publisher;
import com.sparkify.etl.source.ObjectVersion;
import com.sparkify.etl.source.ReadingFailedException;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.TableWriter;
import com.sparkify.etl.table.Upkeep;
import com.sparkify.etl.work.ScalingWorkers;
import com.sparkify.etl.work.Workers;
import java.io.PrintStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** Loads batches: plans a batch, executes its steps, and books it. Undoes a batch that fails. */
final class Loader {
    private final Arguments arguments;
    private final LakeTables tables;
    private final ObjectStore lake;
    private final TableWriter writer;
    private final LeasedState state;
    private final WorkingTime time;
    private final RunMetrics metrics;
    private final PrintStream out;
    private final Supplier<SparkSession> sessions;
    private final Planner planner;
    private final HistoryCache history;
    private final Batches batches;
    private final FailedBatches failedBatches;
    private final Publisher publisher;
    private final Publishing publishing;
    private final Housekeeping housekeeping;
    private final Erasing erasing;
    private final Phases phases = new Phases();
    private final Workers workers;
    private boolean hasLoaded;

    Loader(
            Arguments arguments,
            LakeTables tables,
            ObjectStore input,
            ObjectStore lake,
            LeasedState state,
            Runnable leaseCheck,
            Supplier<SparkSession> sessions,
            WorkingTime time,
            RunMetrics metrics,
            PrintStream out) {
        this.arguments = arguments;
        this.tables = tables;
        this.lake = lake;
        this.writer = new TableWriter(tables, arguments.launchId(), leaseCheck);
        this.state = state;
        this.sessions = () -> phases.time(Phases.SESSION, sessions);
        this.time = time;
        this.metrics = metrics;
        this.out = out;
        this.planner = new Planner(Rules.version(arguments.onError()));
        LoadHistory loadHistory =
                new LoadHistory(tables, writer, arguments.input().bucket(), arguments.launchId());
        ConsistentSets sets = new ConsistentSets(tables, writer, lake, arguments.lake(), arguments.launchId());
        this.history = new HistoryCache(loadHistory);
        ErasedUsers erased = ErasedUsers.read(lake, arguments.lake().tombstones(), arguments.erasureKey());
        this.batches = new Batches(arguments, tables, writer, input, state, loadHistory, sets, erased, phases);
        this.failedBatches = new FailedBatches(batches, loadHistory, state, metrics, out);
        this.publisher = new Publisher(tables, writer, lake, arguments.lake().json(), leaseCheck);
        this.publishing = new Publishing(arguments.publication(), publisher, state);
        Upkeep upkeep = new Upkeep(tables, leaseCheck);
        this.housekeeping = new Housekeeping(arguments.launchId(), tables, writer, state, sets, upkeep, this.sessions);
        this.erasing = new Erasing(arguments, tables, writer, input, lake, state, erased, sets, publishing, upkeep);
        this.workers = new ScalingWorkers(tables, this.sessions, arguments.localBytes());
    }

    /** Upgrades an older lake, undoes an open batch that is not booked, and completes one that is. */
    void recover() {
        housekeeping.migrate(lake, arguments.lake(), workers, out);
        batches.undoOrComplete(workers);
    }

    /** Loads the next batch of the announced objects. */
    LoadResult load(List<Announced> announced, CurrentVersions pins) {
        CurrentVersions.Found found = phases.time("pin", () -> pins.of(announced));
        found.failures().forEach(metrics::failed);
        List<Announced> reachable = announced.stream()
                .filter(one -> !found.failures().containsKey(one.key()))
                .toList();
        Map<String, LastHistoryRow> known = phases.time("history", () -> history.known(reachable));
        Batch batch = Batch.next(planner.plan(reachable, found.pins(), known, state.state()), arguments.limit());
        return time.mayBegin(batch) ? load(batch, known, pins) : new LoadResult.NotBegun();
    }

    /** Returns which of the listed objects differ from their last history row. */
    Set<String> differing(List<Announced> listed, Map<String, StoredObject> told) {
        Map<String, ObjectVersion> pins = new HashMap<>();
        listed.forEach(one -> pins.put(one.key(), ObjectVersion.of(told.get(one.key()), one.kind())));
        return planner.plan(listed, pins, history.between(pins.keySet()), State.NOTHING).stream()
                .filter(step -> !(step instanceof ObjectAction.Skip))
                .map(step -> step.announced().key())
                .collect(Collectors.toSet());
    }

    /** Returns true if a batch with this object ended badly. Such objects come last. */
    boolean isSuspect(String key) {
        return state.state().attempts().byKey().containsKey(key);
    }

    private LoadResult load(Batch batch, Map<String, LastHistoryRow> known, CurrentVersions pins) {
        Instant begunAt = time.now();
        Map<String, String> versions = versions(batch);
        String batchId = phases.time("begin", () -> begin(versions));
        workers.expect(batch.bytes());
        BatchOutcome outcome = new BatchOutcome(arguments.onError(), known);
        Batches.Booked booked;
        try {
            booked = batches.load(batchId, batch, outcome, history.histories(), workers);
        } catch (ReadingFailedException | LeaseHeldException e) {
            throw e; // the next run undoes the batch
        } catch (Exception e) { // a broad catch: Spark throws checked exceptions that it
            // does not declare
            failedBatches.undo(versions.keySet(), e, workers);
            return new LoadResult.Undone();
        }
        state.write(now -> now.ended(outcome.done()));
        failedBatches.passed();
        history.booked(booked.histories());
        housekeeping.touched(booked.playTimes());
        metrics.add(outcome.metrics());
        outcome.metrics().progress(metrics.batches).forEach(out::println);
        metrics.changed(booked.changed());
        pins.forget(outcome.changed());
        pins.forget(outcome.done());
        time.ended(batch, begunAt);
        hasLoaded = true;
        return new LoadResult.Ended(outcome.done(), outcome.changed());
    }

    private String begin(Map<String, String> versions) {
        String batchId = BatchId.next(time.now());
        if (!versions.isEmpty()) {
            state.write(now -> now.begun(new State.Open(batchId, versions)));
        }
        writer.begin(batchId);
        return batchId;
    }

    /** Updates the published files if they have lagged for long enough. */
    boolean publishIfDue() {
        boolean isDue = publishing.isDue();
        if (isDue) {
            publish();
        }
        return isDue;
    }

    /** Updates the published files. */
    void publish() {
        Instant begunAt = time.now();
        phases.time("publish", () -> publishing.publish(workers));
        time.published(begunAt);
        String line = phases.takeLine();
        if (hasLoaded) { // a lingering run publishes every second, so its lines are
            // left out
            out.println(line);
        }
        hasLoaded = false;
    }

    /** Derives all star tables anew and returns how many rows of each table differed. */
    Map<String, Long> rebuild() {
        return housekeeping.rebuild(workers);
    }

    /**
     * Erases the users that a manifest names, and deletes the manifest. Returns false if the erasure cannot be done
     * now, in which case the manifest stays.
     */
    boolean erase(Manifest manifest) {
        if (!erasing.isPossible()) {
            metrics.failed(
                    manifest.name(),
                    "An erasure needs a key: start the job with --erasure-key, then the next run erases");
            return false;
        }
        workers.expect(erasing.inputBytes());
        out.printf("erased: see s3://%s/%s%n", lake.bucket(), erasing.erase(manifest, workers));
        return true;
    }

    /** Compacts small files in the time ranges that this run changed, after a number of batches. */
    void tidyIfDue() {
        housekeeping.tidyIfDue();
    }

    /** Compacts small files in the time ranges that this run changed. */
    void tidy() {
        housekeeping.tidy();
    }

    /** Sorts and compacts all files of all tables, and deletes orphan files. */
    void sweep() {
        housekeeping.sweep();
    }

    /** Returns the versions that this batch reads, by key. */
    private static Map<String, String> versions(Batch batch) {
        return batch.steps(ObjectAction.Change.class).stream()
                .collect(Collectors.toMap(
                        change -> change.announced().key(),
                        change -> change instanceof ObjectAction.Read read
                                ? read.pin().etag()
                                : Planner.RETRACTION));
    }

    /** Returns the number of rows of a table, or empty if counting them would take long. */
    OptionalLong rowCount(LakeTable table) {
        return new RowCounts(tables, publisher, arguments.publication().isOn()).of(table);
    }
}
