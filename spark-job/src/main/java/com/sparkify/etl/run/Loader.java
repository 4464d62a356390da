package com.sparkify.etl.run;

import com.sparkify.etl.Arguments;
import com.sparkify.etl.derive.Derivation;
import com.sparkify.etl.derive.Rebuild;
import com.sparkify.etl.history.LoadHistory;
import com.sparkify.etl.lake.LeaseHeldException;
import com.sparkify.etl.lake.ObjectStore;
import com.sparkify.etl.lake.State;
import com.sparkify.etl.lake.StateObject;
import com.sparkify.etl.plan.Announced;
import com.sparkify.etl.plan.Announced.Action;
import com.sparkify.etl.plan.Batch;
import com.sparkify.etl.plan.Known;
import com.sparkify.etl.plan.Planner;
import com.sparkify.etl.plan.Step;
import com.sparkify.etl.publish.Publisher;
import com.sparkify.etl.source.Pin;
import com.sparkify.etl.source.Reading;
import com.sparkify.etl.source.ReadingFailedException;
import com.sparkify.etl.table.Commits;
import com.sparkify.etl.table.Tables;
import com.sparkify.etl.table.Upkeep;
import java.io.PrintStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Loads batches: read, keep what each object contributes, derive the star schema, publish, write the books, and only then
 * call the objects done. A batch happens whole or not at all: the state names it before its first commit, the books are
 * its last one, and a batch that was cut short between them is undone before anything else.
 */
final class Loader {
    /** After so many failed batches without one that passed, the surroundings are more likely at fault than objects. */
    private static final int FAILED_IN_A_ROW = 5;

    private final Arguments arguments;
    private final Commits tables;
    private final ObjectStore input;
    private final StateObject state;
    private final Runnable leaseCheck;
    private final Tally tally;
    private final PrintStream out;
    private final Planner planner;
    private final Contributions contributions;
    private final Derivation derivation;
    private final Publisher publisher;
    private final LoadHistory history;
    private final Map<String, Known> known = new HashMap<>();
    private final Set<String> lookedUp = new HashSet<>();
    private int failedInARow;

    Loader(
            Arguments arguments,
            Commits tables,
            ObjectStore input,
            ObjectStore lake,
            StateObject state,
            Runnable leaseCheck,
            Tally tally,
            PrintStream out) {
        this.arguments = arguments;
        this.tables = tables;
        this.input = input;
        this.state = state;
        this.leaseCheck = leaseCheck;
        this.tally = tally;
        this.out = out;
        this.planner = new Planner(Rules.version(arguments.onError()));
        this.contributions = new Contributions(tables);
        this.derivation = new Derivation(tables);
        this.publisher = new Publisher(tables, lake, arguments.lake().json());
        this.history = new LoadHistory(tables, arguments.input().bucket(), arguments.launchId());
    }

    /**
     * What became of a batch.
     *
     * @param done objects for which nothing is left to do
     * @param changed objects that got another version while they were read
     */
    record Loaded(Set<String> done, Set<String> changed) {}

    /** Takes the next batch of what is announced. */
    Loaded load(List<Announced> announced, Pins pins) {
        Map<String, Pin> pinned = pins.of(announced);
        List<Announced> reachable = announced.stream()
                .filter(one -> !pins.failures().containsKey(one.key()))
                .toList();
        lookUp(reachable);
        Batch batch = Batch.next(planner.plan(reachable, pinned, known, state.state()), arguments.limit());
        return run(batch, pins);
    }

    /** Undoes what was cut short, then derives and publishes whatever is behind the state, without loading anything. */
    void catchUp() {
        undo();
        write(state.state().derived(deriveAndPublish()));
    }

    /**
     * Derives and publishes everything anew.
     *
     * @return how much differed, by table
     */
    Map<String, Long> rebuild() {
        catchUp();
        Map<String, Long> differed = new Rebuild(tables).run();
        catchUp();
        if (arguments.publishJson()) {
            write(state.state().derived(publisher.catchUp(State.NOTHING)));
        }
        return differed;
    }

    /** Keeps the tables fit. */
    void upkeep() {
        catchUp();
        Upkeep upkeep = new Upkeep(tables);
        write(state.state().derived(upkeep.compact(state.state())));
        upkeep.expire(Instant.now());
    }

    private Loaded run(Batch batch, Pins pins) {
        State before = state.state();
        Map<String, String> versions = versions(batch);
        State.Open open = open(versions.keySet());
        write(before.begun(open, versions));
        tables.begin(open.id());
        Books books = new Books(arguments.onError(), known);
        Map<String, Long> derived;
        try {
            Instant readAt = Instant.now();
            read(batch, books);
            derived = deriveAndPublish();
            history.write(books.rows(), readAt);
        } catch (ReadingFailedException | LeaseHeldException e) {
            throw e; // like the death of the run: the next one undoes the batch, and remembers it against its objects
        } catch (Exception e) { // not only unchecked ones: Spark throws its own undeclared
            if (isSetBack(before, versions, e)) {
                return new Loaded(Set.of(), Set.of());
            }
            throw e;
        }
        failedInARow = 0;
        write(state.state().ended(before, books.done()).derived(derived));
        books.rows().forEach(row -> known.put(row.key(), row.known()));
        tally.add(books.tally());
        pins.forget(books.changed());
        return new Loaded(books.done(), books.changed());
    }

    private State.Open open(Set<String> keys) {
        return keys.isEmpty()
                ? State.Open.NONE
                : new State.Open(UUID.randomUUID().toString(), keys, contributions.snapshots());
    }

    /** Undoes a batch that was cut short before its books were written; after them it is only the state that is behind. */
    private void undo() {
        State.Open batch = state.state().open();
        if (batch.keys().isEmpty()) {
            return;
        }
        if (!isBooked(batch)) {
            contributions.restore(batch);
        }
        write(state.state().closed());
    }

    private boolean isBooked(State.Open batch) {
        return tables.has(Tables.LOAD_HISTORY, batch.id());
    }

    /**
     * Undoes a batch that failed in good order, so that its objects can be tried again in smaller company; one that is
     * alone stays pending. Tells whether the run can go on: not if there is nothing to take apart, or all it tries fails.
     */
    private boolean isSetBack(State before, Map<String, String> versions, Exception failure) {
        boolean takesApart = !(failure instanceof AbortedException) && !versions.isEmpty();
        try {
            write(
                    takesApart
                            ? state.state().failed(before, versions)
                            : state.state().spared(before));
            if (versions.isEmpty() || isBooked(state.state().open())) {
                return false;
            }
            tables.awaitTasks();
            undo();
        } catch (Exception e) {
            failure.addSuppressed(e);
            return false;
        }
        String reason = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        out.printf("a batch of %d objects failed and is undone: %s%n", versions.size(), reason);
        if (versions.size() == 1) {
            versions.keySet().forEach(key -> tally.failed(key, reason));
        }
        failedInARow += versions.size() > 1 ? 1 : 0; // of one that is alone it is known who is at fault
        return takesApart && failedInARow < FAILED_IN_A_ROW;
    }

    private void read(Batch batch, Books books) {
        List<Pin> toRead =
                batch.steps(Step.Read.class).stream().map(Step.Read::pin).toList();
        batch.steps(Step.Skip.class).forEach(books::skip);
        batch.steps(Step.Missing.class).forEach(books::missing);
        batch.steps(Step.SetAside.class).forEach(books::setAside);
        batch.steps(Step.Retract.class).forEach(books::retract);
        if (toRead.isEmpty() && books.retracted().isEmpty()) {
            return;
        }
        try (Reading reading = Reading.of(tables.session(), input, toRead, arguments.launchId())) {
            batch.steps(Step.Read.class)
                    .forEach(step ->
                            books.read(step, reading.outcomes().get(step.pin().key())));
            contributions.replace(reading, books.accepted(), books.retracted(), contributed(batch));
        }
    }

    /** Objects that may have contributed: of the history's, and of those that somebody wants mended. */
    private Set<String> contributed(Batch batch) {
        Set<String> contributed = new HashSet<>(known.keySet());
        batch.steps().stream()
                .map(Step::announced)
                .filter(one -> one.action() == Action.FORCE || one.action() == Action.RETRACT)
                .forEach(one -> contributed.add(one.key()));
        return contributed;
    }

    private Map<String, Long> deriveAndPublish() {
        Map<String, Long> upTo = new HashMap<>(derivation.catchUp(state.state()));
        if (arguments.publishJson()) {
            leaseCheck.run();
            upTo.putAll(publisher.catchUp(state.state()));
        }
        return upTo;
    }

    private void lookUp(List<Announced> announced) {
        List<String> unknown = announced.stream()
                .map(Announced::key)
                .filter(key -> !lookedUp.contains(key))
                .toList();
        known.putAll(history.known(unknown));
        lookedUp.addAll(unknown);
    }

    /** The versions that this batch begins, by key. */
    private static Map<String, String> versions(Batch batch) {
        return batch.steps(Step.Change.class).stream()
                .collect(Collectors.toMap(
                        change -> change.announced().key(),
                        change -> change instanceof Step.Read read ? read.pin().etag() : Planner.RETRACTION));
    }

    private void write(State next) {
        leaseCheck.run();
        state.write(next);
    }
}
