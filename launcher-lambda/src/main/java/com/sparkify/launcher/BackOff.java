package com.sparkify.launcher;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How long a nudge waits: 2 minutes after one failed run, doubled after each further one, at most 2 hours. After three
 * consecutive failures announcements start no runs.
 */
final class BackOff {
    /** Must exceed the longest wait by far; otherwise old failures would be forgotten. */
    static final Duration LOOK_BACK = Duration.ofHours(24);

    private static final Duration FIRST = Duration.ofMinutes(2);
    private static final int MOST_DOUBLINGS = 6;
    private static final Duration LONGEST = Duration.ofHours(2);

    private static final int FAILURES_THAT_STOP_EVENTS = 3;

    private BackOff() {}

    /**
     * Returns empty if announcements may start a run; otherwise the creation time of the third newest failed run: they
     * may start one if any later run has succeeded.
     */
    static Optional<Instant> eventsWaitUnlessSucceededSince(List<EmrRun> newestFirst) {
        return newestFirst.stream()
                .filter(EmrRun::hasFailed)
                .skip(FAILURES_THAT_STOP_EVENTS - 1)
                .map(EmrRun::createdAt)
                .findFirst();
    }

    /** Returns when the next run may start; empty if no run has failed since the last success. */
    static Optional<Instant> until(List<EmrRun> newestFirst) {
        List<EmrRun> failed = newestFirst.stream()
                .takeWhile(run -> !run.hasSucceeded())
                .filter(EmrRun::hasFailed)
                .toList();
        return failed.stream()
                .map(EmrRun::updatedAt)
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
