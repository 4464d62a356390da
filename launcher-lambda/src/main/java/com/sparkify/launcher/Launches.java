package com.sparkify.launcher;

import com.sparkify.launcher.Launch.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Joins or starts a run. Call it after the manifest was written: a run that has not put its {@code closing} object by
 * then has yet to list {@code pending/} for the last time. {@code docs/launching.md} has the proof.
 */
final class Launches {
    /**
     * For so long a run seen alive is taken to be alive, which spares ListJobRuns, of which an account has one a second.
     * EMR's own reports lag as much; whether the run is closing is asked each time.
     */
    static final Duration SEEN_ALIVE = Duration.ofSeconds(5);

    private final LakeStore lake;
    private final EmrRuns emr;
    private final Clock clock;
    private final Supplier<UUID> ids;
    private volatile Sighting lastSeen;

    Launches(LakeStore lake, EmrRuns emr, Clock clock, Supplier<UUID> ids) {
        this.lake = lake;
        this.emr = emr;
        this.clock = clock;
        this.ids = ids;
    }

    Launch joinOrStart(Deadline deadline) {
        Optional<String> joinable = joinable(deadline);
        return joinable.isPresent() ? Launch.joined(joinable.get()) : start(deadline);
    }

    /** The run that {@link #joinOrStart} would join. */
    Optional<String> joinable(Deadline deadline) {
        Instant now = clock.instant();
        Sighting seen = lastSeen;
        if (seen != null && seen.holdsAt(now) && !lake.isClosing(seen.launchId(), deadline)) {
            return Optional.of(seen.launchId());
        }
        return firstOpen(emr.live(now.minus(Run.JOINABLE_AGE), deadline), now, deadline);
    }

    /** For manifests that are still there though no run is going to load them. */
    Launch nudge(Deadline deadline, boolean dryRun) {
        Instant now = clock.instant();
        List<Run> runs = emr.all(now.minus(BackOff.LOOK_BACK), deadline);
        Optional<String> open = firstOpen(runs, now, deadline);
        if (open.isPresent()) {
            return Launch.joined(open.get());
        }
        if (BackOff.until(runs).filter(now::isBefore).isPresent()) {
            return new Launch(Kind.BACKING_OFF, null);
        }
        return dryRun ? Launch.started(null) : start(deadline);
    }

    private Optional<String> firstOpen(List<Run> runs, Instant now, Deadline deadline) {
        for (Run run : runs) {
            if (run.isCandidate(now) && !lake.isClosing(run.launchId(), deadline)) {
                lastSeen = new Sighting(run.launchId(), run.createdAt(), now);
                return Optional.of(run.launchId());
            }
        }
        return Optional.empty();
    }

    private Launch start(Deadline deadline) {
        String launchId = ids.get().toString();
        emr.start(launchId, deadline);
        Instant now = clock.instant();
        lastSeen = new Sighting(launchId, now, now);
        return Launch.started(launchId);
    }

    private record Sighting(String launchId, Instant createdAt, Instant at) {

        boolean holdsAt(Instant now) {
            return now.isBefore(at.plus(SEEN_ALIVE)) && createdAt.isAfter(now.minus(Run.JOINABLE_AGE));
        }
    }
}
