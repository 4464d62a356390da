package com.sparkify.local.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.emrserverless.model.JobRunState;
import software.amazon.awssdk.services.emrserverless.model.JobRunSummary;

/**
 * The application's job runs.
 *
 * @param active runs that are not finished, oldest first
 * @param lastSuccess end of the newest successful run within the last week
 */
public record Runs(List<Active> active, Optional<Instant> lastSuccess) {

    private static final Duration LOOK_BACK = Duration.ofDays(7);
    private static final List<JobRunState> ACTIVE = List.of(
            JobRunState.SUBMITTED,
            JobRunState.QUEUED,
            JobRunState.PENDING,
            JobRunState.SCHEDULED,
            JobRunState.RUNNING,
            JobRunState.CANCELLING);

    /** A running or queued run. */
    public record Active(String name, String state, Instant since) {}

    static Runs of(EmrServerlessClient emr, String applicationId, Instant now) {
        List<Active> active = list(emr, applicationId, ACTIVE, now).stream()
                .map(run -> new Active(run.name(), run.stateAsString(), run.createdAt()))
                .sorted(Comparator.comparing(Active::since))
                .toList();
        Optional<Instant> lastSuccess = list(emr, applicationId, List.of(JobRunState.SUCCESS), now).stream()
                .map(JobRunSummary::updatedAt)
                .max(Comparator.naturalOrder());
        return new Runs(active, lastSuccess);
    }

    private static List<JobRunSummary> list(
            EmrServerlessClient emr, String applicationId, List<JobRunState> states, Instant now) {
        return emr
                .listJobRunsPaginator(
                        list -> list.applicationId(applicationId).states(states).createdAtAfter(now.minus(LOOK_BACK)))
                .jobRuns()
                .stream()
                .toList();
    }
}
