package com.sparkify.local.emr;

import java.time.Instant;
import java.util.Objects;

/** The state of a run at one time; each change creates a new value. */
public record JobRun(
        String applicationId,
        String id,
        JobRequest request,
        JobState state,
        String stateDetails,
        int attempt,
        Instant createdAt,
        Instant updatedAt,
        Instant startedAt,
        Instant endedAt) {

    public JobRun {
        Objects.requireNonNull(applicationId, "applicationId");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(stateDetails, "stateDetails");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(updatedAt, "updatedAt");
    }

    static JobRun submitted(String applicationId, String id, JobRequest request, Instant now) {
        return new JobRun(applicationId, id, request, JobState.SUBMITTED, "Job submitted", 1, now, now, null, null);
    }

    JobRun to(JobState next, String details, Instant now) {
        return new JobRun(
                applicationId,
                id,
                request,
                next,
                details.length() > 256 ? details.substring(0, 256) : details,
                attempt,
                createdAt,
                now,
                next == JobState.RUNNING && startedAt == null ? now : startedAt,
                next.isFinal() ? now : null);
    }

    JobRun nextAttempt(Instant now) {
        return new JobRun(
                applicationId, id, request, JobState.PENDING, "Retrying", attempt + 1, createdAt, now, startedAt, null);
    }

    String arn() {
        return "arn:aws:emr-serverless:us-east-1:000000000000:/applications/" + applicationId + "/jobruns/" + id;
    }

    /** Returns the folder name of the run's logs: the client token, unless it is no valid name. */
    public String logFolder() {
        return request.clientToken().matches("\\.+") ? id : request.clientToken();
    }
}
