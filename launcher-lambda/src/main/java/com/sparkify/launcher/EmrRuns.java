package com.sparkify.launcher;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.emrserverless.model.JobRunState;
import software.amazon.awssdk.services.emrserverless.model.JobRunSummary;
import software.amazon.awssdk.services.emrserverless.model.ListJobRunsResponse;

/** All that the launcher says to EMR Serverless. */
final class EmrRuns {
    private static final int PAGE = 50;

    private final EmrServerlessClient emr;
    private final Settings settings;

    EmrRuns(EmrServerlessClient emr, Settings settings) {
        this.emr = emr;
        this.settings = settings;
    }

    /** Our runs that are neither finished nor being cancelled, newest first. */
    List<JobRun> live(Instant createdAfter, Deadline deadline) {
        return list(createdAfter, JobRun.LIVE, deadline);
    }

    /** Our runs in whatever state, newest first. */
    List<JobRun> all(Instant createdAfter, Deadline deadline) {
        return list(createdAfter, Set.of(), deadline);
    }

    /** One decision to start is one run, however often the network makes us repeat the call. */
    void start(String launchId, Instant submittedAt, Deadline deadline) {
        emr.startJobRun(start -> start.applicationId(settings.applicationId())
                .clientToken(launchId)
                .name(JobRun.NAME_PREFIX + launchId)
                .executionRoleArn(settings.executionRoleArn())
                .executionTimeoutMinutes((long) settings.executionTimeoutMinutes())
                .jobDriver(driver -> driver.sparkSubmit(submit -> submit.entryPoint(settings.jobJar())
                        .entryPointArguments(settings.entryPointArguments(launchId, submittedAt))
                        .sparkSubmitParameters(settings.shape().sparkSubmitParameters())))
                .overrideConfiguration(o -> o.apiCallTimeout(deadline.left())));
    }

    /** Our runs that have not succeeded, or not yet, newest first. */
    List<JobRun> unsuccessful(Instant createdAfter, Deadline deadline) {
        return list(createdAfter, JobRun.UNSUCCESSFUL, deadline);
    }

    /** Whether any of our runs that were created after then has succeeded. */
    boolean hasSucceeded(Instant createdAfter, Deadline deadline) {
        String token = null;
        do {
            ListJobRunsResponse page = page(createdAfter, Set.of(JobRunState.SUCCESS), token, deadline);
            if (page.jobRuns().stream().anyMatch(EmrRuns::isOurs)) {
                return true;
            }
            token = page.nextToken();
        } while (token != null);
        return false;
    }

    private List<JobRun> list(Instant createdAfter, Collection<JobRunState> states, Deadline deadline) {
        List<JobRun> runs = new ArrayList<>();
        String token = null;
        do {
            ListJobRunsResponse page = page(createdAfter, states, token, deadline);
            page.jobRuns().stream().filter(EmrRuns::isOurs).map(EmrRuns::run).forEach(runs::add);
            token = page.nextToken();
        } while (token != null);
        runs.sort(Comparator.comparing(JobRun::createdAt).reversed());
        return runs;
    }

    private ListJobRunsResponse page(
            Instant createdAfter, Collection<JobRunState> states, String token, Deadline deadline) {
        return emr.listJobRuns(list -> list.applicationId(settings.applicationId())
                .createdAtAfter(createdAfter)
                .states(states.isEmpty() ? null : states)
                .maxResults(PAGE)
                .nextToken(token)
                .overrideConfiguration(o -> o.apiCallTimeout(deadline.left())));
    }

    private static boolean isOurs(JobRunSummary summary) {
        return summary.name() != null && summary.name().startsWith(JobRun.NAME_PREFIX);
    }

    private static JobRun run(JobRunSummary summary) {
        return new JobRun(
                summary.name().substring(JobRun.NAME_PREFIX.length()),
                summary.state(),
                summary.createdAt(),
                summary.updatedAt() == null ? summary.createdAt() : summary.updatedAt());
    }
}
