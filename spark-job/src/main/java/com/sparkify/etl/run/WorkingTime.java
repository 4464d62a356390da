package com.sparkify.etl.run;

import com.sparkify.etl.lake.RunClock;
import com.sparkify.etl.plan.Batch;
import com.sparkify.etl.plan.ObjectAction;
import com.sparkify.etl.run.Arguments.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides what a run may still begin. It accepts new work for some time after its submission, because launchers join a
 * run for at most an hour. Within its time limit it begins nothing that may exceed the limit, except for its first
 * piece of work.
 */
final class WorkingTime {
    /**
     * Reserved for the start of the driver, which counts against the limit, and for the end of the run; a tenth of a
     * short limit.
     */
    private static final Duration RESERVE = Duration.ofMinutes(5);

    private static final int RESERVED_PART = 10;

    private final RunClock clock;
    private final Duration lingersFor;
    private final Instant begunAt;
    private final Instant takesWorkUntil;
    private final Optional<Duration> limit;
    private final Instant endsBy;
    private final BatchTimeEstimate pace = new BatchTimeEstimate();
    private boolean hasBegunWork;

    WorkingTime(Times times, RunClock clock) {
        this.clock = clock;
        this.lingersFor = times.lingersFor();
        this.begunAt = clock.now();
        this.takesWorkUntil = submission(times).plus(times.takesWorkFor());
        this.limit = times.limit();
        this.endsBy = limit.map(set -> begunAt.plus(set).minus(reserve(set))).orElse(Instant.MAX);
    }

    /** Caps the submission time at now, in case the launcher's clock is ahead. */
    private Instant submission(Times times) {
        return times.submittedAt().filter(begunAt::isAfter).orElse(begunAt);
    }

    private static Duration reserve(Duration limit) {
        Duration part = limit.dividedBy(RESERVED_PART);
        return part.compareTo(RESERVE) < 0 ? part : RESERVE;
    }

    /** Returns true if the run accepts new work. */
    boolean takesWork() {
        Instant now = clock.now();
        return now.isBefore(takesWorkUntil) && now.isBefore(endsBy);
    }

    /** Returns true if a run that has been idle since {@code idleSince} waits for more work. */
    boolean lingers(Instant idleSince) {
        return Duration.between(idleSince, clock.now()).compareTo(lingersFor) < 0;
    }

    /**
     * Returns the time before which pending work is overdue: one time limit ago, until the run has begun work. The first
     * batch always begins, so a run that begins with overdue work also loads objects for which no later batch has time.
     */
    Optional<Instant> overdueBefore() {
        return limit.filter(set -> !hasBegunWork).map(clock.now()::minus);
    }

    /** Returns true if nothing more may begin. */
    boolean isOver() {
        return !clock.now().isBefore(endsBy);
    }

    /**
     * Returns true if there is time for this batch. The first batch always begins; otherwise a large object would never
     * load.
     */
    boolean mayBegin(Batch batch) {
        boolean changesNothing = batch.steps(ObjectAction.Change.class).isEmpty();
        return changesNothing || mayBegin(pace.estimate(batch));
    }

    /**
     * Returns true if there is time for work on whole tables. Its duration is unknown, so half of the limit must be
     * left.
     */
    boolean mayBeginWorkOnAllTables() {
        return endsBy.equals(Instant.MAX)
                || mayBegin(Duration.between(begunAt, endsBy).dividedBy(2));
    }

    private boolean mayBegin(Duration estimate) {
        boolean mayBegin = !hasBegunWork || !clock.now().plus(estimate).isAfter(endsBy);
        hasBegunWork |= mayBegin;
        return mayBegin;
    }

    /** Records a batch that began at {@code batchBegunAt} and ended now. */
    void ended(Batch batch, Instant batchBegunAt) {
        pace.measured(batch, Duration.between(batchBegunAt, clock.now()));
    }

    /** Records a publication that began at {@code publicationBegunAt} and ended now. */
    void published(Instant publicationBegunAt) {
        pace.published(Duration.between(publicationBegunAt, clock.now()));
    }

    Instant now() {
        return clock.now();
    }
}
