package com.sparkify.local.emr;

import java.time.Instant;
import java.util.Set;

/** Which runs ListJobRuns was asked for; an empty set of states means all of them. */
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
