package com.sparkify.etl.run;

import com.sparkify.etl.lake.Lease;
import com.sparkify.etl.lake.LeaseHeldException;
import com.sparkify.etl.lake.LeasedState;
import com.sparkify.etl.lake.ObjectStore;
import com.sparkify.etl.lake.PendingFolder;
import com.sparkify.etl.lake.RequestAttempts;
import com.sparkify.etl.lake.RunClock;
import com.sparkify.etl.lake.State;
import com.sparkify.etl.lake.StateObject;
import com.sparkify.etl.lake.StoreException;
import com.sparkify.etl.run.Backlog.Progress;
import com.sparkify.etl.table.Catalogs;
import com.sparkify.etl.table.LakeTables;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.iceberg.catalog.Catalog;
import org.apache.spark.sql.SparkSession;

/**
 * One run: loads pending work until none is left, lingers for more, announces that it closes, lists once more, and
 * ends.
 */
public final class Run {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private static final int FAILURES_TOLD = 1000;

    private final Arguments arguments;
    private final ObjectStore input;
    private final ObjectStore lake;
    private final Supplier<SparkSession> sessions;
    private final RunClock clock;
    private final RunClock leaseClock;
    private final PrintStream out;
    private final WorkingTime time;
    private final RunMetrics metrics = new RunMetrics();
    private volatile Lease lease;
    private volatile LeasedState state;
    private volatile RequestAttempts attempts;

    /**
     * @param sessions supplies the Spark session, which is requested only if there is work for it
     * @param out receives progress messages and, as its last line, the summary
     */
    public Run(
            Arguments arguments,
            ObjectStore input,
            ObjectStore lake,
            Supplier<SparkSession> sessions,
            RunClock clock,
            PrintStream out) {
        this(arguments, input, lake, sessions, clock, RunClock.system(), out);
    }

    /** @param leaseClock decides when the lease has expired from the view of other runs */
    Run(
            Arguments arguments,
            ObjectStore input,
            ObjectStore lake,
            Supplier<SparkSession> sessions,
            RunClock clock,
            RunClock leaseClock,
            PrintStream out) {
        this.arguments = arguments;
        this.input = input;
        this.lake = lake;
        this.sessions = sessions;
        this.clock = clock;
        this.leaseClock = leaseClock;
        this.out = out;
        this.time = new WorkingTime(arguments.times(), clock);
    }

    /**
     * Executes the run.
     *
     * @throws LeaseHeldException if another run holds the lease
     */
    public RunEnd execute() {
        PendingFolder pending = new PendingFolder(lake, arguments.lake());
        try {
            if (isIdle(pending)) {
                out.println(Summary.nothing());
                return RunEnd.DONE;
            }
            String holder =
                    arguments.launchId() + "/" + UUID.randomUUID().toString().substring(0, 8);
            try (Lease taken = Lease.take(
                    lake, arguments.lake().lease(), holder, arguments.leaseTerm(), leaseClock, out::println)) {
                lease = taken;
                return load(pending);
            }
        } catch (Exception | Error e) { // a broad catch: Spark throws checked exceptions that it
            // does not declare
            closeAfter(e);
            throw e;
        }
    }

    private void closeAfter(Throwable failure) {
        try {
            close();
        } catch (StoreException e) {
            failure.addSuppressed(e);
        }
    }

    /** Returns true if nothing is pending even after the closing marker is written. */
    private boolean isIdle(PendingFolder pending) {
        if (!pending.isEmpty()) {
            return false;
        }
        close();
        return pending.isEmpty();
    }

    private RunEnd load(PendingFolder pending) {
        Catalog catalog = Catalogs.lake();
        try {
            LakeTables tables = LakeTables.open(catalog);
            state = new LeasedState(
                    StateObject.read(
                            lake, arguments.lake().state(), tables.snapshots().isEmpty()),
                    lease::check);
            return load(pending, tables);
        } catch (Exception | Error e) { // a lost lease causes failures of any kind
            if (lease.isLost()) {
                excuse(State::excused);
                takeBack();
            }
            throw e;
        } finally {
            close(catalog);
        }
    }

    private RunEnd load(PendingFolder pending, LakeTables tables) {
        Loader loader = new Loader(arguments, tables, input, lake, state, lease::check, sessions, time, metrics, out);
        try (CurrentVersions pins = new CurrentVersions(input)) {
            attempts = new RequestAttempts(lake, arguments.lake().requestAttempts(), lease::check);
            Backlog backlog = new Backlog(arguments, input, pending, attempts, pins, loader, time, metrics, out);
            loader.recover();
            takeWork(backlog, loader);
            close();
            finish(backlog);
            tidy(loader::tidy);
            return conclude(pending, backlog, loader);
        }
    }

    /** Loads work until none has arrived for the linger time, or the time for accepting work is over. */
    private void takeWork(Backlog backlog, Loader loader) {
        Instant idleSince = null;
        while (time.takesWork()) {
            lease.check();
            backlog.look();
            Progress progress = backlog.advance();
            if (progress == Progress.WORKED) {
                idleSince = null;
                continue;
            }
            boolean hasJustEnded = idleSince == null;
            idleSince = hasJustEnded ? clock.now() : idleSince;
            if (progress == Progress.OUT_OF_TIME || backlog.hasGivenUp() || !time.lingers(idleSince)) {
                return;
            }
            if (hasJustEnded) {
                out.println("everything is loaded; the run waits for more");
            }
            tidy(loader::tidyIfDue);
            clock.pause(LOOK_EVERY);
        }
    }

    /** Upkeep changes no row, so its failure does not fail a run whose work is published. A lost lease does. */
    private void tidy(Runnable upkeep) {
        try {
            upkeep.run();
        } catch (LeaseHeldException e) {
            throw e;
        } catch (RuntimeException e) {
            lease.check();
            out.printf(
                    "warning: small files or old snapshots stay: %s. Nothing is lost; the next run with new rows tries again."
                            + " If it fails as well, request {\"sweep\": {}}%n",
                    e);
        }
    }

    /** Loads the work that is pending now, within the time limit. Later work belongs to the next run. */
    private void finish(Backlog backlog) {
        backlog.lookAnew();
        Progress progress = Progress.WORKED;
        while (progress == Progress.WORKED) {
            progress = backlog.advance();
        }
    }

    private RunEnd conclude(PendingFolder pending, Backlog backlog, Loader loader) {
        pending.bad().forEach((key, reason) -> out.printf("moved to %s: %s%n", key, reason));
        tellFailures();
        boolean isWorkLeft = backlog.isWorkLeft();
        if (isWorkLeft) {
            out.printf("the time limit is near: %s left to the next run%n", backlog.left());
        }
        out.println(Summary.of(loader, metrics, isWorkLeft));
        if (backlog.hasGivenUp()) {
            return RunEnd.GAVE_UP;
        }
        return isWorkLeft ? RunEnd.WORK_LEFT : RunEnd.DONE;
    }

    private void tellFailures() {
        metrics.failures().entrySet().stream()
                .limit(FAILURES_TOLD)
                .forEach(one -> out.printf("stays pending: %s: %s%n", one.getKey(), one.getValue()));
        if (metrics.failures().size() > FAILURES_TOLD) {
            out.printf("stays pending: %d more%n", metrics.failures().size() - FAILURES_TOLD);
        }
    }

    /**
     * Stops the run from another thread, such as a shutdown hook. The run commits nothing more. Its open batch counts
     * against no object but is retried in halves, and the step of a request counts against no request. The lease is not
     * released, because a commit may be in flight.
     */
    public void stop() {
        Lease held = lease;
        if (held == null) {
            return;
        }
        held.giveUp("the run was asked to end");
        if (state != null) {
            excuse(State::failed);
        }
        takeBack();
        close();
    }

    /** Returns the lease while the run writes. */
    Lease lease() {
        return lease;
    }

    /** Records in the state why the open batch ends, unless another run holds the lease by now. */
    private void excuse(UnaryOperator<State> reason) {
        try {
            if (lease.isOurs()) {
                state.giveUp(reason);
            }
        } catch (StoreException | IllegalStateException e) {
            out.printf("the open batch could not be excused: %s%n", e.getMessage());
        }
    }

    /** Removes the record of the step of a request that this run gives up. */
    private void takeBack() {
        if (attempts == null) {
            return;
        }
        try {
            attempts.takeBack();
        } catch (StoreException e) {
            out.printf("the request counts as one of which a run died: %s%n", e.getMessage());
        }
    }

    /** Writes the marker that tells launchers not to join this run any more. */
    private void close() {
        lake.put(arguments.lake().closing(arguments.launchId()), "{}".getBytes(StandardCharsets.UTF_8));
    }

    private static void close(Catalog catalog) {
        if (catalog instanceof Closeable closeable) {
            try {
                closeable.close();
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot close the catalog", e);
            }
        }
    }
}
