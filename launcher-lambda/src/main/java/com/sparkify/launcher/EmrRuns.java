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

/** The launcher's access to EMR Serverless. */
final class EmrRuns {
    private static final int PAGE = 50;

    private final EmrServerlessClient emr;
    private final Settings settings;

    EmrRuns(EmrServerlessClient emr, Settings settings) {
        this.emr = emr;
        this.settings = settings;
    }

    /** Returns the application's runs that are neither finished nor being cancelled, newest first. */
    List<EmrRun> live(Instant createdAfter, Deadline deadline) {
        return list(createdAfter, EmrRun.LIVE, deadline);
    }

    /** Returns the application's runs in any state, newest first. */
    List<EmrRun> all(Instant createdAfter, Deadline deadline) {
        return list(createdAfter, Set.of(), deadline);
    }

    /** Starts a run. Idempotent for the same launch id, so the call may be retried. */
    void start(String launchId, Instant submittedAt, Deadline deadline) {
        emr.startJobRun(start -> start.applicationId(settings.applicationId())
                .clientToken(launchId)
                .name(EmrRun.NAME_PREFIX + launchId)
                .executionRoleArn(settings.executionRoleArn())
                .executionTimeoutMinutes((long) settings.executionTimeoutMinutes())
                .jobDriver(driver -> driver.sparkSubmit(submit -> submit.entryPoint(settings.jobJar())
                        .entryPointArguments(settings.entryPointArguments(launchId, submittedAt))
                        .sparkSubmitParameters(settings.shape().sparkSubmitParameters())))
                .overrideConfiguration(o -> o.apiCallTimeout(deadline.left())));
    }

    /** Returns the application's runs that have not succeeded, including active ones, newest first. */
    List<EmrRun> unsuccessful(Instant createdAfter, Deadline deadline) {
        return list(createdAfter, EmrRun.UNSUCCESSFUL, deadline);
    }

    /** Returns true if a run that was created after this time has succeeded. */
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

    private List<EmrRun> list(Instant createdAfter, Collection<JobRunState> states, Deadline deadline) {
        List<EmrRun> runs = new ArrayList<>();
        String token = null;
        do {
            ListJobRunsResponse page = page(createdAfter, states, token, deadline);
            page.jobRuns().stream().filter(EmrRuns::isOurs).map(EmrRuns::run).forEach(runs::add);
            token = page.nextToken();
        } while (token != null);
        runs.sort(Comparator.comparing(EmrRun::createdAt).reversed());
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
        return summary.name() != null && summary.name().startsWith(EmrRun.NAME_PREFIX);
    }

    private static EmrRun run(JobRunSummary summary) {
        return new EmrRun(
                summary.name().substring(EmrRun.NAME_PREFIX.length()),
                summary.state(),
                summary.createdAt(),
                summary.updatedAt() == null ? summary.createdAt() : summary.updatedAt());
    }
}
