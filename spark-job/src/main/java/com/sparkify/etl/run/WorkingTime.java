package com.sparkify.etl.run;

import com.sparkify.etl.lake.RunClock;
import com.sparkify.etl.plan.Batch;
import com.sparkify.etl.plan.ObjectAction;
import com.sparkify.etl.run.Arguments.Times;
import java.time.Duration;
import java.time.Instant;

/**
 * What a run may still begin. It takes work that comes for a while after its submission, since launchers join it for an
 * hour; and within its time limit it begins nothing that may outlast the limit, but for its first piece of work.
 */
final class WorkingTime {
    /** For the start of the driver, which counts for the service, and for the end of the run; a tenth of a short limit. */
    private static final Duration RESERVE = Duration.ofMinutes(5);

    private static final int RESERVED_PART = 10;

    private final RunClock clock;
    private final Duration lingersFor;
    private final Instant begunAt;
    private final Instant takesWorkUntil;
    private final Instant endsBy;
    private final BatchTimeEstimate pace = new BatchTimeEstimate();
    private boolean hasBegunWork;

    WorkingTime(Times times, RunClock clock) {
        this.clock = clock;
        this.lingersFor = times.lingersFor();
        this.begunAt = clock.now();
        this.takesWorkUntil = submission(times).plus(times.takesWorkFor());
        this.endsBy = times.limit()
                .map(limit -> begunAt.plus(limit).minus(reserve(limit)))
                .orElse(Instant.MAX);
    }

    /** A launcher whose clock is ahead must not make the run take work for longer than from now on. */
    private Instant submission(Times times) {
        return times.submittedAt().filter(begunAt::isAfter).orElse(begunAt);
    }

    private static Duration reserve(Duration limit) {
        Duration part = limit.dividedBy(RESERVED_PART);
        return part.compareTo(RESERVE) < 0 ? part : RESERVE;
    }

    /** Whether the run takes work that comes now. */
    boolean takesWork() {
        Instant now = clock.now();
        return now.isBefore(takesWorkUntil) && now.isBefore(endsBy);
    }

    /** Whether a run that has had nothing to do since then waits for more. */
    boolean lingers(Instant idleSince) {
        return Duration.between(idleSince, clock.now()).compareTo(lingersFor) < 0;
    }

    /** Whether nothing more should be begun. */
    boolean isOver() {
        return !clock.now().isBefore(endsBy);
    }

    /** Whether there is time for this batch. The first one begins in any case, else a large object never loads. */
    boolean mayBegin(Batch batch) {
        boolean changesNothing = batch.steps(ObjectAction.Change.class).isEmpty();
        return changesNothing || mayBegin(pace.estimate(batch));
    }

    /** Whether there is time for work on all tables. Nobody can say how long it takes: half of the limit must be left. */
    boolean mayBeginWorkOnAllTables() {
        return endsBy.equals(Instant.MAX)
                || mayBegin(Duration.between(begunAt, endsBy).dividedBy(2));
    }

    private boolean mayBegin(Duration estimate) {
        boolean mayBegin = !hasBegunWork || !clock.now().plus(estimate).isAfter(endsBy);
        hasBegunWork |= mayBegin;
        return mayBegin;
    }

    /** Takes note that this batch began then and has ended now. */
    void ended(Batch batch, Instant batchBegunAt) {
        pace.measured(batch, Duration.between(batchBegunAt, clock.now()));
    }

    /** Takes note that a publication began then and has ended now. */
    void published(Instant publicationBegunAt) {
        pace.published(Duration.between(publicationBegunAt, clock.now()));
    }

    Instant now() {
        return clock.now();
    }
}
