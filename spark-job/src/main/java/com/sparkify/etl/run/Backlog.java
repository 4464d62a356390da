package com.sparkify.etl.run;

import com.sparkify.etl.lake.Manifest;
import com.sparkify.etl.lake.ObjectStore;
import com.sparkify.etl.lake.PendingFolder;
import com.sparkify.etl.lake.Request;
import com.sparkify.etl.lake.RequestAttempts;
import com.sparkify.etl.plan.Announced;
import com.sparkify.etl.source.InputLayout;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** Takes pending work in portions and tracks what this run has done of it. */
final class Backlog {
    private static final int FRUITLESS_BATCHES = 10;
    /**
     * Manifests are read until this many objects are queued: more than a batch takes, and far fewer than fit in memory.
     */
    private static final int WAITING_OBJECTS = 50_000;

    private static final long MANIFEST_BYTES = 16L << 20;

    private final InputLayout layout;
    private final int batchObjects;
    private final PendingFolder pending;
    private final PendingWork work;
    private final RequestExecutor requests;
    private final CurrentVersions pins;
    private final Loader loader;
    private final WorkingTime time;
    private final RunMetrics metrics;
    private final PrintStream out;
    private int fruitless;
    private boolean isWorkLeft;

    Backlog(
            Arguments arguments,
            ObjectStore input,
            PendingFolder pending,
            RequestAttempts attempts,
            CurrentVersions pins,
            Loader loader,
            WorkingTime time,
            RunMetrics metrics,
            PrintStream out) {
        this.layout = arguments.input();
        this.batchObjects = arguments.limit().objects();
        this.pending = pending;
        this.work = new PendingWork(input, layout);
        this.requests = new RequestExecutor(attempts, pending, work, metrics);
        this.pins = pins;
        this.loader = loader;
        this.time = time;
        this.metrics = metrics;
        this.out = out;
    }

    /** Result of {@link #advance}. */
    enum Progress {
        /** One piece of work is done. */
        WORKED,
        /** No work is left; everything that can be published is published. */
        NOTHING_LEFT,
        /** The next piece of work was not begun because too little time is left. Finished work is published. */
        OUT_OF_TIME
    }

    /** Reads pending manifests, unless an earlier pass has filled the queues. */
    void look() {
        if (!pending.hasNext()) {
            pending.beginPass();
        }
    }

    /** Starts a new pass over all pending manifests. */
    void lookAnew() {
        pending.beginPass();
    }

    /** Does the next piece of work. Publishes when no work is left or the files have lagged for too long. */
    Progress advance() {
        read();
        Progress progress = work();
        isWorkLeft = progress == Progress.OUT_OF_TIME;
        if (progress != Progress.WORKED) {
            loader.publish();
            removeFinished();
        } else if (loader.publishIfDue()) {
            removeFinished();
        }
        return progress;
    }

    /** Reads manifests until enough objects are queued. */
    private void read() {
        while (work.size() < WAITING_OBJECTS && pending.hasNext()) {
            pins.forget(work.add(requests.admitted(pending.next(MANIFEST_BYTES))));
        }
    }

    private void removeFinished() {
        List<Manifest> finished = work.takeFinished();
        pending.remove(finished);
        requests.forget(finished);
    }

    /**
     * Takes the next portion of a listing and a batch; if there is neither, the next request that concerns whole
     * tables.
     */
    private Progress work() {
        Optional<Manifest> erasure = work.erasure();
        if (erasure.isPresent()) {
            return erase(erasure.get());
        }
        if (metrics.isFull()) {
            return Progress.NOTHING_LEFT;
        }
        boolean isListing = list();
        List<Announced> next = next();
        boolean isListingOn = work.nextToList(batchObjects).isPresent();
        // announced objects do not wait for a listing, and listed objects should not arrive in many small batches
        if (isListing && isListingOn && next.stream().allMatch(Announced::isListed)) {
            return Progress.WORKED;
        }
        if (!next.isEmpty()) {
            return load(next);
        }
        return isListingOn ? Progress.OUT_OF_TIME : workOnAllTables();
    }

    private List<Announced> next() {
        return time.overdueBefore()
                .map(before -> work.overdue(before, batchObjects, loader::isSuspect))
                .filter(overdue -> !overdue.isEmpty())
                .orElseGet(() -> work.next(batchObjects, loader::isSuspect));
    }

    /** Erases before it loads anything, so that an interrupted erasure is finished first. */
    private Progress erase(Manifest manifest) {
        if (!time.mayBeginWorkOnAllTables()) {
            return Progress.OUT_OF_TIME;
        }
        if (loader.erase(manifest)) {
            work.forget(manifest);
        } else {
            work.giveUp(manifest);
        }
        return Progress.WORKED;
    }

    /** Takes the next portion of a listing. Returns false if there is none or no time for it. */
    private boolean list() {
        Optional<Manifest> listing = work.nextToList(batchObjects).filter(manifest -> !time.isOver());
        listing.ifPresent(manifest -> requests.take(
                manifest,
                () -> pins.tell(
                        work.list(manifest, batchObjects, loader::differing),
                        key -> layout.kindOf(key).orElseThrow())));
        return listing.isPresent();
    }

    private Progress load(List<Announced> next) {
        LoadResult result = loader.load(next, pins);
        if (result instanceof LoadResult.Ended ended) {
            work.done(ended.done());
            metrics.done(ended.done());
            giveUpWhatKeepsChanging(ended);
        }
        work.giveUp(metrics.takeNewFailures());
        if (result instanceof LoadResult.NotBegun) {
            return Progress.OUT_OF_TIME;
        }
        return Progress.WORKED;
    }

    private Progress workOnAllTables() {
        Optional<Manifest> rebuild = work.waiting(Request.Rebuild.class);
        Optional<Manifest> request = rebuild.or(() -> work.waiting(Request.Sweep.class));
        if (request.isEmpty()) {
            return Progress.NOTHING_LEFT;
        }
        if (!time.mayBeginWorkOnAllTables()) {
            return Progress.OUT_OF_TIME;
        }
        requests.take(request.get(), rebuild.isPresent() ? this::rebuild : this::sweep);
        return Progress.WORKED;
    }

    private void rebuild() {
        loader.rebuild().forEach((table, differed) -> out.printf("rebuild: %s %d differed%n", table, differed));
        work.done(Request.Rebuild.class);
    }

    private void sweep() {
        loader.sweep();
        work.done(Request.Sweep.class);
    }

    /** Gives up objects that change faster than they are read. They stay pending and do not delay others. */
    private void giveUpWhatKeepsChanging(LoadResult.Ended ended) {
        fruitless = ended.done().isEmpty() && !ended.changed().isEmpty() ? fruitless + 1 : 0;
        if (fruitless == FRUITLESS_BATCHES) {
            fruitless = 0;
            ended.changed()
                    .forEach(key ->
                            metrics.failed(key, "It changed during each of %d reads".formatted(FRUITLESS_BATCHES)));
        }
    }

    /** Returns true if this run has given up any object. */
    boolean hasGivenUp() {
        return !metrics.failures().isEmpty();
    }

    /** Returns true if the last piece of work was not begun for lack of time. */
    boolean isWorkLeft() {
        return isWorkLeft;
    }

    /** Describes the remaining work, with its verb. */
    String left() {
        boolean isMore = pending.hasNext() || work.nextToList(Integer.MAX_VALUE).isPresent();
        return "%d objects%s are".formatted(work.size(), isMore ? ", and what is not read or listed yet," : "");
    }
}
