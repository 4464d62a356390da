package com.sparkify.launcher;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Decides whether a manifest's run is joined or started: {@link #joinOrStartUnlessFailing} for events,
 * {@link #joinOrStart} for requests, {@link #nudge} for the schedule. Must be called after the manifest is written: a
 * run without a {@code closing} object has yet to list {@code pending/} for the last time. {@code docs/launching.md}
 * has the proof.
 */
final class JoinOrStart {
    /**
     * How long a run counts as alive after it was seen, which saves ListJobRuns calls (an account has one a second).
     * EMR's own reports lag as much. The {@code closing} object is checked each time.
     */
    static final Duration SEEN_ALIVE = Duration.ofSeconds(5);

    private final LakeStore lake;
    private final EmrRuns emr;
    private final Clock clock;
    private final Supplier<UUID> ids;
    private volatile Sighting lastSeen;
    private volatile Instant lastSeenFailing;

    JoinOrStart(LakeStore lake, EmrRuns emr, Clock clock, Supplier<UUID> ids) {
        this.lake = lake;
        this.emr = emr;
        this.clock = clock;
        this.ids = ids;
    }

    /** For requests of an operator, who expects a run whatever happened before. */
    Launch joinOrStart(Deadline deadline) {
        Optional<String> joinable = joinable(deadline);
        return joinable.isPresent() ? Launch.joined(joinable.get()) : start(deadline);
    }

    /** For announcements, which are new work: while runs keep failing, the next one waits for at most ten minutes. */
    Launch joinOrStartUnlessFailing(Deadline deadline) {
        Instant now = clock.instant();
        Optional<String> seen = seenAlive(now, deadline);
        if (seen.isPresent()) {
            return Launch.joined(seen.get());
        }
        Instant failing = lastSeenFailing;
        if (failing != null && now.isBefore(failing.plus(SEEN_ALIVE))) {
            return Launch.backingOff();
        }
        List<EmrRun> unsuccessful = emr.unsuccessful(now.minus(BackOff.LOOK_BACK), deadline);
        Optional<String> open = firstOpen(unsuccessful, now, deadline);
        if (open.isPresent()) {
            return Launch.joined(open.get());
        }
        Optional<Instant> since = BackOff.eventsWaitUnlessSucceededSince(unsuccessful);
        boolean isSoon = BackOff.after(unsuccessful)
                .filter(backOff -> now.isBefore(backOff.endForNewWork()))
                .isPresent();
        if (since.isPresent() && isSoon && !emr.hasSucceeded(since.get(), deadline)) {
            lastSeenFailing = now;
            return Launch.backingOff();
        }
        return start(deadline);
    }

    /** Returns the run that {@link #joinOrStart} would join. */
    Optional<String> joinable(Deadline deadline) {
        Instant now = clock.instant();
        Optional<String> seen = seenAlive(now, deadline);
        return seen.isPresent() ? seen : firstOpen(emr.live(now.minus(EmrRun.JOINABLE_AGE), deadline), now, deadline);
    }

    /** Starts a run for manifests that are pending although no run will load them. */
    Launch nudge(Deadline deadline, boolean dryRun) {
        Instant now = clock.instant();
        // A list may not show yet the run that this instance has just started.
        Optional<String> seen = seenAlive(now, deadline);
        if (seen.isPresent()) {
            return Launch.joined(seen.get());
        }
        List<EmrRun> runs = emr.all(now.minus(BackOff.LOOK_BACK), deadline);
        Optional<String> open = firstOpen(runs, now, deadline);
        if (open.isPresent()) {
            return Launch.joined(open.get());
        }
        if (BackOff.after(runs)
                .filter(backOff -> mustWait(backOff, now, deadline))
                .isPresent()) {
            return Launch.backingOff();
        }
        return dryRun ? Launch.started(null) : start(deadline);
    }

    private boolean mustWait(BackOff backOff, Instant now, Deadline deadline) {
        return now.isBefore(backOff.endForNewWork())
                || now.isBefore(backOff.end()) && !lake.hasPendingSince(backOff.lastCreatedAt(), deadline);
    }

    /** Returns the run last seen, without a request to EMR, if that was a moment ago and it is not closing. */
    private Optional<String> seenAlive(Instant now, Deadline deadline) {
        Sighting seen = lastSeen;
        return seen != null && seen.holdsAt(now) && !lake.isClosing(seen.launchId(), deadline)
                ? Optional.of(seen.launchId())
                : Optional.empty();
    }

    /** Returns the first run that is open: young and alive by EMR's report, and without a {@code closing} object. */
    private Optional<String> firstOpen(List<EmrRun> runs, Instant now, Deadline deadline) {
        for (EmrRun run : runs) {
            if (run.isCandidate(now) && !lake.isClosing(run.launchId(), deadline)) {
                lastSeen = new Sighting(run.launchId(), run.createdAt(), now);
                return Optional.of(run.launchId());
            }
        }
        return Optional.empty();
    }

    private Launch start(Deadline deadline) {
        String launchId = ids.get().toString();
        emr.start(launchId, clock.instant(), deadline);
        Instant now = clock.instant();
        lastSeen = new Sighting(launchId, now, now);
        return Launch.started(launchId);
    }

    private record Sighting(String launchId, Instant createdAt, Instant at) {

        boolean holdsAt(Instant now) {
            return now.isBefore(at.plus(SEEN_ALIVE)) && createdAt.isAfter(now.minus(EmrRun.JOINABLE_AGE));
        }
    }
}
