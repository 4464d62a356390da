package com.sparkify.etl.run;

import com.sparkify.etl.Arguments;
import com.sparkify.etl.lake.Lease;
import com.sparkify.etl.lake.LeasedState;
import com.sparkify.etl.lake.ObjectStore;
import com.sparkify.etl.lake.Pending;
import com.sparkify.etl.lake.Request;
import com.sparkify.etl.lake.StateObject;
import com.sparkify.etl.plan.Announced;
import com.sparkify.etl.table.Catalogs;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.TableWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.iceberg.catalog.Catalog;
import org.apache.spark.sql.SparkSession;

/** One run: it loads what is pending until nothing is left, says that it takes no more, looks once more, and ends. */
public final class Run {
    private static final int FRUITLESS_BATCHES = 10;

    private final Arguments arguments;
    private final ObjectStore input;
    private final ObjectStore lake;
    private final Supplier<SparkSession> sessions;
    private final PrintStream out;
    private final Tally tally = new Tally();
    private final long takesWorkUntil;
    private int fruitless;

    /**
     * @param sessions gives the Spark session, which is asked for only if there is work
     * @param out gets progress, and last the summary
     */
    public Run(
            Arguments arguments,
            ObjectStore input,
            ObjectStore lake,
            Supplier<SparkSession> sessions,
            PrintStream out) {
        this.arguments = arguments;
        this.input = input;
        this.lake = lake;
        this.sessions = sessions;
        this.out = out;
        this.takesWorkUntil = System.nanoTime() + arguments.takesWorkFor().toNanos();
    }

    /**
     * Runs to the end.
     *
     * @return whether everything that was pending is done; what is not stays pending
     * @throws com.sparkify.etl.lake.LeaseHeldException if another run writes the lake
     */
    public boolean execute() {
        Pending pending = new Pending(lake, arguments.lake());
        try {
            if (isIdle(pending)) {
                out.println(Summary.nothing());
                return true;
            }
            String holder =
                    arguments.launchId() + "/" + UUID.randomUUID().toString().substring(0, 8);
            try (Lease lease = Lease.take(lake, arguments.lake().lease(), holder, arguments.leaseTerm())) {
                load(pending, lease);
            }
        } catch (Exception | Error e) { // not only unchecked ones: Spark throws its own undeclared
            close();
            throw e;
        }
        return tally.failures().isEmpty();
    }

    /** Nothing waits, also not after everybody was told that this run takes no more. */
    private boolean isIdle(Pending pending) {
        if (!pending.isEmpty()) {
            return false;
        }
        close();
        return pending.isEmpty();
    }

    private void load(Pending pending, Lease lease) {
        Catalog catalog = Catalogs.lake();
        try {
            LakeTables tables = LakeTables.open(catalog);
            TableWriter writer = new TableWriter(tables, arguments.launchId(), lease::check);
            LeasedState state = new LeasedState(
                    StateObject.read(
                            lake, arguments.lake().state(), tables.snapshots().isEmpty()),
                    lease::check);
            Loader loader =
                    new Loader(arguments, tables, writer, input, lake, state, lease::check, sessions, tally, out);
            Announcements announcements = new Announcements(input, arguments.input());
            try (Pins pins = new Pins(input)) {
                loader.migrate();
                loader.settle();
                takeWork(pending, announcements, pins, loader);
                close();
                finish(pending, announcements, pins, loader);
            }
            loader.tidy();
            pending.bad().forEach((key, reason) -> out.printf("no manifest, moved to %s: %s%n", key, reason));
            tally.failures().forEach((key, reason) -> out.printf("stays pending: %s: %s%n", key, reason));
            out.println(Summary.of(loader, tally));
        } finally {
            close(catalog);
        }
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

    /** Loads until nothing is left, or until this run has taken work for long enough. */
    private void takeWork(Pending pending, Announcements announcements, Pins pins, Loader loader) {
        boolean worked = true;
        while (worked && System.nanoTime() < takesWorkUntil) {
            hear(pending, announcements, pins);
            worked = loadAndPublish(pending, announcements, pins, loader);
        }
    }

    /** Loads what waits now, however long that takes; what comes later belongs to a run that others start. */
    private void finish(Pending pending, Announcements announcements, Pins pins, Loader loader) {
        hear(pending, announcements, pins);
        boolean worked = true;
        while (worked) {
            worked = loadAndPublish(pending, announcements, pins, loader);
        }
    }

    /** Takes a batch; publishes when nothing is left or files have been behind for long. False if there was nothing. */
    private boolean loadAndPublish(Pending pending, Announcements announcements, Pins pins, Loader loader) {
        if (load(announcements, pins, loader)) {
            if (loader.publishIfDue()) {
                pending.remove(announcements.takeFinished());
            }
            return true;
        }
        loader.publish();
        pending.remove(announcements.takeFinished());
        return false;
    }

    private static void hear(Pending pending, Announcements announcements, Pins pins) {
        announcements.hear(pending.manifests());
        pins.forget(announcements.heardLately());
    }

    /** Takes one batch, or if there is none a request that concerns all tables; tells whether there was anything. */
    private boolean load(Announcements announcements, Pins pins, Loader loader) {
        List<Announced> left = new ArrayList<>(announcements.outstanding());
        left.removeIf(one -> tally.failures().containsKey(one.key()));
        if (!left.isEmpty()) {
            Loader.Loaded loaded = loader.load(left, pins);
            announcements.done(loaded.done());
            pins.failures().forEach(tally::failed);
            giveUpWhatKeepsChanging(loaded);
            out.println(tally.progress(left.size()));
            return true;
        }
        if (announcements.waiting(Request.Rebuild.class)) {
            loader.rebuild().forEach((table, differed) -> out.printf("rebuild: %s %d differed%n", table, differed));
            announcements.done(Request.Rebuild.class);
            return true;
        }
        if (announcements.waiting(Request.Sweep.class)) {
            loader.upkeep();
            announcements.done(Request.Sweep.class);
            return true;
        }
        return false;
    }

    /** Objects that change faster than they are read stay pending, and cost the others nothing. */
    private void giveUpWhatKeepsChanging(Loader.Loaded loaded) {
        fruitless = loaded.done().isEmpty() && !loaded.changed().isEmpty() ? fruitless + 1 : 0;
        if (fruitless == FRUITLESS_BATCHES) {
            fruitless = 0;
            loaded.changed()
                    .forEach(key -> tally.failed(
                            key, "It changed each of %d times while it was read".formatted(FRUITLESS_BATCHES)));
        }
    }

    /** Tells the launchers not to join this run any more. */
    private void close() {
        lake.put(arguments.lake().closing(arguments.launchId()), "{}".getBytes(StandardCharsets.UTF_8));
    }
}
