package com.sparkify.etl.run;

import com.sparkify.etl.Arguments;
import com.sparkify.etl.derive.Derivation;
import com.sparkify.etl.derive.Rebuild;
import com.sparkify.etl.history.LoadHistory;
import com.sparkify.etl.lake.ObjectStore;
import com.sparkify.etl.lake.State;
import com.sparkify.etl.lake.StateObject;
import com.sparkify.etl.plan.Announced;
import com.sparkify.etl.plan.Batch;
import com.sparkify.etl.plan.Known;
import com.sparkify.etl.plan.Planner;
import com.sparkify.etl.plan.Step;
import com.sparkify.etl.publish.Publisher;
import com.sparkify.etl.source.Pin;
import com.sparkify.etl.source.Reading;
import com.sparkify.etl.source.ReadingFailedException;
import com.sparkify.etl.table.Commits;
import com.sparkify.etl.table.Upkeep;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Loads batches: read, keep what each object contributes, derive the star schema, publish, write the books, and only then
 * call the objects done. Whatever is cut short is in flight in the state, and the next run begins it again.
 */
final class Loader {
    private final Arguments arguments;
    private final Commits tables;
    private final ObjectStore input;
    private final StateObject state;
    private final Runnable leaseCheck;
    private final Tally tally;
    private final Planner planner;
    private final Contributions contributions;
    private final Derivation derivation;
    private final Publisher publisher;
    private final LoadHistory history;
    private final Map<String, Known> known = new HashMap<>();
    private final Set<String> lookedUp = new HashSet<>();

    Loader(
            Arguments arguments,
            Commits tables,
            ObjectStore input,
            ObjectStore lake,
            StateObject state,
            Runnable leaseCheck,
            Tally tally) {
        this.arguments = arguments;
        this.tables = tables;
        this.input = input;
        this.state = state;
        this.leaseCheck = leaseCheck;
        this.tally = tally;
        this.planner = new Planner(Rules.version(arguments.onError()));
        this.contributions = new Contributions(tables);
        this.derivation = new Derivation(tables);
        this.publisher = new Publisher(tables, lake, arguments.lake().json());
        this.history = new LoadHistory(tables, arguments.input().bucket(), arguments.launchId());
    }

    /**
     * Takes the next batch of what is announced.
     *
     * @return the objects that are done
     */
    Set<String> load(List<Announced> announced, Pins pins) {
        Map<String, Pin> pinned = pins.of(announced);
        List<Announced> reachable = announced.stream()
                .filter(one -> !pins.failures().containsKey(one.key()))
                .toList();
        lookUp(reachable);
        Batch batch =
                Batch.next(planner.plan(reachable, pinned, known, state.state().attempts()), arguments.limit());
        return run(batch, pins);
    }

    /** Derives and publishes whatever is behind the state, without loading anything. */
    void catchUp() {
        write(state.state().derived(deriveAndPublish()));
    }

    /**
     * Derives and publishes everything anew.
     *
     * @return how much differed, by table
     */
    Map<String, Long> rebuild() {
        Map<String, Long> differed = new Rebuild(tables).run();
        catchUp();
        if (arguments.publishJson()) {
            write(state.state().derived(publisher.catchUp(State.NOTHING)));
        }
        return differed;
    }

    /** Keeps the tables fit; everything must be derived. */
    void upkeep() {
        Upkeep upkeep = new Upkeep(tables);
        write(state.state().derived(upkeep.compact(state.state())));
        upkeep.expire(Instant.now());
    }

    private Set<String> run(Batch batch, Pins pins) {
        State before = state.state();
        Map<String, String> versions = versions(batch);
        Set<String> begun = new HashSet<>(versions.keySet());
        write(before.begun(versions));
        Books books = new Books(arguments.onError(), known, tally);
        Instant readAt = Instant.now();
        Map<String, Long> derived;
        try {
            read(batch, before, books);
            derived = deriveAndPublish();
            history.write(books.rows(), readAt);
        } catch (ReadingFailedException e) {
            throw e; // an attempt on the objects' own account, like the death of the run
        } catch (Exception e) { // not only unchecked ones: Spark throws its own undeclared
            takeBack(begun, e);
            throw e;
        }
        begun.removeAll(books.done());
        write(state.state().leftAs(before, begun).done(books.done()).derived(derived));
        books.rows().forEach(row -> known.put(row.key(), row.known()));
        pins.forget(books.changed());
        tally.batches++;
        return books.done();
    }

    private void read(Batch batch, State before, Books books) {
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
            Set<String> contributed = new HashSet<>(before.attempts().keySet());
            contributed.addAll(known.keySet());
            contributions.replace(reading, books.accepted(), books.retracted(), contributed);
        }
    }

    private Map<String, Long> deriveAndPublish() {
        Map<String, Long> upTo = new HashMap<>(derivation.catchUp(state.state()));
        if (arguments.publishJson()) {
            leaseCheck.run();
            upTo.putAll(publisher.catchUp(state.state()));
        }
        return upTo;
    }

    /** An orderly failure is not what kills a run: it does not count against the objects. */
    private void takeBack(Set<String> begun, Exception failure) {
        try {
            write(state.state().takenBack(begun));
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
    }

    private void lookUp(List<Announced> announced) {
        List<String> unknown = announced.stream()
                .map(Announced::key)
                .filter(key -> !lookedUp.contains(key))
                .toList();
        known.putAll(history.known(unknown));
        lookedUp.addAll(unknown);
    }

    /** The versions whose contribution this batch may change; null where an object is retracted. */
    private static Map<String, String> versions(Batch batch) {
        Map<String, String> versions = new HashMap<>();
        batch.steps(Step.Read.class)
                .forEach(step -> versions.put(step.pin().key(), step.pin().etag()));
        batch.steps(Step.Retract.class)
                .forEach(step -> versions.put(step.announced().key(), null));
        return versions;
    }

    private void write(State next) {
        leaseCheck.run();
        state.write(next);
    }
}
