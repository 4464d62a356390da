package com.sparkify.local.emr;

import java.time.Instant;
import java.util.Set;

/** Filter of ListJobRuns; an empty set of states selects all. */
record JobRunFilter(Set<JobState> states, Instant createdAtAfter, Instant createdAtBefore) {

    JobRunFilter {
        states = Set.copyOf(states);
        Limits.requireRange("states size", states.size(), 0, Limits.MAX_STATES);
    }

    boolean matches(JobRun run) {
        return (states.isEmpty() || states.contains(run.state()))
                && (createdAtAfter == null || !run.createdAt().isBefore(createdAtAfter))
                && (createdAtBefore == null || !run.createdAt().isAfter(createdAtBefore));
    }
}
