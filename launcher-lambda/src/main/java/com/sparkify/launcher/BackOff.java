package com.sparkify.launcher;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How long a nudge waits: 2 minutes after one failed run, twice as long after each further one, 2 hours at most. After
 * three failed runs in a row announcements start none.
 */
final class BackOff {
    /** How far back runs are looked at: far more than the longest wait, or old failures would be forgotten. */
    static final Duration LOOK_BACK = Duration.ofHours(24);

    private static final Duration FIRST = Duration.ofMinutes(2);
    private static final int MOST_DOUBLINGS = 6;
    private static final Duration LONGEST = Duration.ofHours(2);

    private static final int FAILURES_THAT_STOP_EVENTS = 3;

    private BackOff() {}

    /**
     * Empty if announcements may start a run; else when the third newest failed run was created: they may if any run
     * created later has succeeded.
     */
    static Optional<Instant> eventsWaitUnlessSucceededSince(List<JobRun> newestFirst) {
        return newestFirst.stream()
                .filter(JobRun::hasFailed)
                .skip(FAILURES_THAT_STOP_EVENTS - 1)
                .map(JobRun::createdAt)
                .findFirst();
    }

    /** When the next run may be started; empty if none of the runs since the last success has failed. */
    static Optional<Instant> until(List<JobRun> newestFirst) {
        List<JobRun> failed = newestFirst.stream()
                .takeWhile(run -> !run.hasSucceeded())
                .filter(JobRun::hasFailed)
                .toList();
        return failed.stream()
                .map(JobRun::updatedAt)
                .max(Instant::compareTo)
                .map(last -> last.plus(wait(failed.size())));
    }

    static Duration wait(int failures) {
        if (failures == 0) {
            return Duration.ZERO;
        }
        Duration wait = FIRST.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
