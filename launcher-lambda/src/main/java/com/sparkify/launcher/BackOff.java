package com.sparkify.launcher;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How long further runs wait after failed ones: 2 minutes after one, doubled after each further one, at most 2 hours, or
 * 10 minutes if work has arrived since. After three consecutive failures announcements wait as well.
 *
 * @param failures failed runs since the last success
 * @param lastCreatedAt creation of the newest failed run, which has seen all manifests that were written before
 */
record BackOff(int failures, Instant lastCreatedAt, Instant lastEndedAt) {
    /** Must exceed the longest wait by far; otherwise old failures would be forgotten. */
    static final Duration LOOK_BACK = Duration.ofHours(24);

    private static final Duration FIRST = Duration.ofMinutes(2);
    private static final int MOST_DOUBLINGS = 6;
    private static final Duration LONGEST = Duration.ofHours(2);
    /** A run that fails because of one object loads all others, so new work must not wait for hours. */
    private static final Duration LONGEST_FOR_NEW_WORK = Duration.ofMinutes(10);

    private static final int FAILURES_THAT_STOP_EVENTS = 3;

    /** Returns empty if no run has failed since the last success. */
    static Optional<BackOff> after(List<EmrRun> newestFirst) {
        List<EmrRun> failed = newestFirst.stream()
                .takeWhile(run -> !run.hasSucceeded())
                .filter(EmrRun::hasFailed)
                .toList();
        return failed.stream()
                .map(EmrRun::updatedAt)
                .max(Instant::compareTo)
                .map(lastEndedAt -> new BackOff(failed.size(), failed.get(0).createdAt(), lastEndedAt));
    }

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

    /** Returns when a run may start for work that the failed runs have seen. */
    Instant end() {
        return lastEndedAt.plus(delay());
    }

    /** Returns when a run may start for work that has arrived since {@link #lastCreatedAt}. */
    Instant endForNewWork() {
        return lastEndedAt.plus(shorter(delay(), LONGEST_FOR_NEW_WORK));
    }

    private Duration delay() {
        return shorter(FIRST.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS)), LONGEST);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
