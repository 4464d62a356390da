package com.sparkify.launcher;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.emrserverless.model.JobRunState;

/** A run of the application, as EMR Serverless reports it with some delay. */
record EmrRun(String launchId, JobRunState state, Instant createdAt, Instant updatedAt) {
    static final String NAME_PREFIX = "sparkify-load-";
    static final Duration JOINABLE_AGE = Duration.ofHours(1);
    static final Set<JobRunState> LIVE = Set.of(
            JobRunState.SUBMITTED, JobRunState.QUEUED, JobRunState.PENDING, JobRunState.SCHEDULED, JobRunState.RUNNING);
    private static final Set<JobRunState> FAILED = Set.of(JobRunState.FAILED, JobRunState.CANCELLED);
    static final Set<JobRunState> UNSUCCESSFUL = union(LIVE, FAILED);

    /** Returns true if the run may accept work, unless its {@code closing} object exists. */
    boolean isCandidate(Instant now) {
        return LIVE.contains(state) && createdAt.isAfter(now.minus(JOINABLE_AGE));
    }

    boolean hasSucceeded() {
        return state == JobRunState.SUCCESS;
    }

    boolean hasFailed() {
        return FAILED.contains(state);
    }

    private static Set<JobRunState> union(Set<JobRunState> some, Set<JobRunState> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toUnmodifiableSet());
    }
}
