package com.sparkify.etl.run;

import com.sparkify.etl.lake.Pending;
import com.sparkify.etl.lake.Request;
import com.sparkify.etl.plan.Announced;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** What is pending, and what this run has done of it. */
final class Backlog {
    private static final int FRUITLESS_BATCHES = 10;

    private final Pending pending;
    private final Announcements announcements;
    private final Pins pins;
    private final Loader loader;
    private final WorkingTime time;
    private final Tally tally;
    private final PrintStream out;
    private int fruitless;
    private boolean isWorkLeft;

    Backlog(
            Pending pending,
            Announcements announcements,
            Pins pins,
            Loader loader,
            WorkingTime time,
            Tally tally,
            PrintStream out) {
        this.pending = pending;
        this.announcements = announcements;
        this.pins = pins;
        this.loader = loader;
        this.time = time;
        this.tally = tally;
        this.out = out;
    }

    /** What became of the next piece of work. */
    enum Progress {
        /** It is done. */
        WORKED,
        /** There was none: all is done and published that can be. */
        NOTHING_LEFT,
        /** It was not begun, since too little time is left. What is done is published. */
        OUT_OF_TIME
    }

    /** Takes note of what is pending now. */
    void look() {
        announcements.hear(pending.manifests());
        pins.forget(announcements.heardLately());
    }

    /** Does the next piece of work, and publishes when none is left or files have been behind for long. */
    Progress advance() {
        Progress progress = work();
        isWorkLeft = progress == Progress.OUT_OF_TIME;
        if (progress != Progress.WORKED) {
            loader.publish();
            pending.remove(announcements.takeFinished());
        } else if (loader.publishIfDue()) {
            pending.remove(announcements.takeFinished());
        }
        return progress;
    }

    /** Takes one batch, or if there is none a request that concerns all tables. */
    private Progress work() {
        List<Announced> left = left();
        if (!left.isEmpty()) {
            return load(left);
        }
        boolean isRebuild = announcements.waiting(Request.Rebuild.class);
        if (!isRebuild && !announcements.waiting(Request.Sweep.class)) {
            return Progress.NOTHING_LEFT;
        }
        if (!time.mayBeginWorkOnAllTables()) {
            return Progress.OUT_OF_TIME;
        }
        if (isRebuild) {
            loader.rebuild().forEach((table, differed) -> out.printf("rebuild: %s %d differed%n", table, differed));
            announcements.done(Request.Rebuild.class);
        } else {
            loader.sweep();
            announcements.done(Request.Sweep.class);
        }
        return Progress.WORKED;
    }

    /** What is still to be done of the objects that this run has not given up. */
    private List<Announced> left() {
        List<Announced> left = new ArrayList<>(announcements.outstanding());
        left.removeIf(one -> tally.failures().containsKey(one.key()));
        return left;
    }

    private Progress load(List<Announced> left) {
        LoadResult result = loader.load(left, pins);
        pins.failures().forEach(tally::failed);
        if (result instanceof LoadResult.NotBegun) {
            return Progress.OUT_OF_TIME;
        }
        if (result instanceof LoadResult.Ended ended) {
            announcements.done(ended.done());
            giveUpWhatKeepsChanging(ended);
        }
        out.println(tally.progress(left.size()));
        return Progress.WORKED;
    }

    /** Objects that change faster than they are read stay pending, and cost the others nothing. */
    private void giveUpWhatKeepsChanging(LoadResult.Ended ended) {
        fruitless = ended.done().isEmpty() && !ended.changed().isEmpty() ? fruitless + 1 : 0;
        if (fruitless == FRUITLESS_BATCHES) {
            fruitless = 0;
            ended.changed()
                    .forEach(key -> tally.failed(
                            key, "It changed each of %d times while it was read".formatted(FRUITLESS_BATCHES)));
        }
    }

    /** Whether this run has given up any object. */
    boolean hasGivenUp() {
        return !tally.failures().isEmpty();
    }

    /** Whether the last piece of work was not begun for want of time. */
    boolean isWorkLeft() {
        return isWorkLeft;
    }

    /** How many objects are left. */
    int size() {
        return left().size();
    }
}
