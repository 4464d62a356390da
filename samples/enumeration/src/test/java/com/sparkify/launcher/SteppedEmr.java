package com.sparkify.launcher;

import com.sparkify.enumeration.CallResult;
import com.sparkify.enumeration.CallResult.Kind;
import com.sparkify.enumeration.Calls;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.emrserverless.model.JobRunState;
import software.amazon.awssdk.services.emrserverless.model.JobRunSummary;
import software.amazon.awssdk.services.emrserverless.model.ListJobRunsRequest;
import software.amazon.awssdk.services.emrserverless.model.ListJobRunsResponse;
import software.amazon.awssdk.services.emrserverless.model.StartJobRunRequest;
import software.amazon.awssdk.services.emrserverless.model.StartJobRunResponse;

/** The launcher's EMR Serverless: each request is a step. All runs were created at the same time. */
final class SteppedEmr implements EmrServerlessClient {
    static final Instant CREATED = Instant.parse("2018-11-12T10:00:00Z");

    private final Calls calls;

    SteppedEmr(Calls calls) {
        this.calls = calls;
    }

    @Override
    public StartJobRunResponse startJobRun(StartJobRunRequest request) {
        answered(calls.call("START", request.clientToken()));
        return StartJobRunResponse.builder().build();
    }

    @Override
    public ListJobRunsResponse listJobRuns(ListJobRunsRequest request) {
        List<JobRunSummary> runs = answered(calls.call("RUNS", "")).values().stream()
                .map(SteppedEmr::summary)
                .filter(run -> request.states().isEmpty() || request.states().contains(run.state()))
                .filter(run -> run.createdAt().isAfter(request.createdAtAfter()))
                .toList();
        return ListJobRunsResponse.builder().jobRuns(runs).build();
    }

    private static JobRunSummary summary(String reported) {
        String[] parts = reported.split("=");
        return JobRunSummary.builder()
                .name(EmrRun.NAME_PREFIX + parts[0])
                .state(JobRunState.fromValue(parts[1]))
                .createdAt(CREATED)
                .updatedAt(CREATED)
                .build();
    }

    private static CallResult answered(CallResult answer) {
        if (answer.is(Kind.FAILED)) {
            throw SdkClientException.create("Connection reset");
        }
        return answer;
    }

    @Override
    public String serviceName() {
        return "emr-serverless";
    }

    @Override
    public void close() {}
}
