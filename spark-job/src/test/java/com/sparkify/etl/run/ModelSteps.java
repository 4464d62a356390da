package com.sparkify.etl.run;

import java.util.Random;
import java.util.TreeMap;

/** The ways in which a run may end at any step, and counters of what occurred. */
final class ModelSteps {
    /** What a run is at. */
    enum Phase {
        LOADING(40),
        BOOKED(20),
        UNDOING(8),
        ENDING(8),
        PUBLISHING(40),
        KEEPING(30);

        private final int deathInSteps;

        Phase(int deathInSteps) {
            this.deathInSteps = deathInSteps;
        }
    }

    /** How often what occurred. */
    static final class Counts extends TreeMap<String, Integer> {
        private static final long serialVersionUID = 1;

        void add(String event) {
            merge(event, 1, Integer::sum);
        }
    }

    /** The run was killed. */
    static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1;

        Died() {
            super(null, null, false, false);
        }
    }

    /** A step failed or its response was lost: its effect may have happened. */
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1;
        final boolean isConflict;

        Failed(boolean isConflict) {
            super(null, null, false, false);
            this.isConflict = isConflict;
        }
    }

    /** The run ends under control: its lease is lost, or it was asked to end. */
    static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1;
        final boolean isAsked;

        Ended(boolean isAsked) {
            super(null, null, false, false);
            this.isAsked = isAsked;
        }
    }

    static boolean isTraced;

    private final Random random;
    private final Counts counts;
    private Phase phase = Phase.KEEPING;
    /** Whether one more death would be the one for which a version is set aside. */
    private boolean isSpared;
    /** After so many steps more the batch ends this way, if it is to end so. */
    private int fuse;

    private RuntimeException fused;
    private boolean areBooksStale;
    private boolean wasUndoKilled;

    ModelSteps(Random random, Counts counts) {
        this.random = random;
        this.counts = counts;
    }

    void trace(String step) {
        if (isTraced) {
            System.out.println("  " + step);
        }
    }

    void occurred(String event) {
        counts.add(event);
        trace("* " + event);
    }

    void enter(Phase next) {
        phase = next;
    }

    /** A batch begins. */
    void begin(boolean mustNotDie) {
        phase = Phase.LOADING;
        isSpared = mustNotDie;
        fused = null;
    }

    /** From now on the batch is bound to end this way before it is booked. */
    void light(RuntimeException end) {
        if (!(fused instanceof Died)) {
            fused = end;
            fuse = random.nextInt(10);
        }
    }

    /** The last moment before the batch is booked. */
    void burn() {
        if (fused != null) {
            end();
        }
    }

    private void end() {
        RuntimeException end = fused;
        fused = null;
        throw end;
    }

    /** Whether the job sees an older history than there is: the answer to its last commit was lost. */
    boolean areBooksStale() {
        return areBooksStale;
    }

    void refresh() {
        areBooksStale = false;
    }

    void mayEnd(String step) {
        boolean isInBatch = phase == Phase.LOADING || phase == Phase.BOOKED;
        if (isInBatch && fused != null && fuse-- == 0) {
            end();
        }
        if (!(isInBatch && isSpared) && random.nextInt(phase.deathInSteps) == 0) {
            occurred("died after " + step);
            count();
            throw new Died();
        }
        if (isInBatch && random.nextInt(80) == 0) {
            boolean isAsked = random.nextBoolean();
            occurred(isAsked ? "asked to end" : "lease lost");
            throw new Ended(isAsked);
        }
        boolean wouldBeADeath =
                step.equals("begun") && isSpared; // the state may name the batch, and nobody undoes it now
        if (isInBatch && !wouldBeADeath && random.nextInt(120) == 0) {
            areBooksStale = step.equals("booked");
            boolean isConflict = random.nextBoolean();
            occurred((isConflict ? "conflict after " : "failed after ") + step);
            throw new Failed(isConflict);
        }
    }

    private void count() {
        switch (phase) {
            case LOADING -> occurred("killed: a batch");
            case UNDOING -> {
                occurred(wasUndoKilled ? "killed: the undo of a killed undo" : "killed: an undo");
                wasUndoKilled = true;
            }
            case ENDING -> occurred("killed: the end of a booked batch");
            case BOOKED -> occurred("killed: between booking and publishing");
            case PUBLISHING -> occurred("killed: publishing");
            default -> occurred("killed: otherwise");
        }
    }

    /** A batch is undone. */
    void undone() {
        if (wasUndoKilled) {
            occurred("a batch undone and its recovery killed");
        }
        wasUndoKilled = false;
        occurred("undone");
    }
}
