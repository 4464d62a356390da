package com.sparkify.launcher;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.emrserverless.model.EmrServerlessException;
import software.amazon.awssdk.services.emrserverless.model.JobRunState;
import software.amazon.awssdk.services.emrserverless.model.JobRunSummary;
import software.amazon.awssdk.services.emrserverless.model.ListJobRunsRequest;
import software.amazon.awssdk.services.emrserverless.model.ListJobRunsResponse;
import software.amazon.awssdk.services.emrserverless.model.StartJobRunRequest;
import software.amazon.awssdk.services.emrserverless.model.StartJobRunResponse;

/** The service's bookkeeping in memory. {@code before} and {@code after} see each call and may fail it. */
final class FakeEmr implements EmrServerlessClient {
    private final Map<String, JobRunSummary> byToken = new LinkedHashMap<>();
    private final Clock clock;
    final List<String> calls = new ArrayList<>();
    final List<StartJobRunRequest> starts = new ArrayList<>();
    private final List<Map<String, JobRunSummary>> versions = new ArrayList<>(List.of(Map.of()));
    int pageSize = 50;
    /** By how many changes the list is behind. */
    int lag;

    Consumer<String> before = call -> {};
    Consumer<String> after = call -> {};

    FakeEmr(Clock clock) {
        this.clock = clock;
    }

    @Override
    public StartJobRunResponse startJobRun(StartJobRunRequest request) {
        return call("StartJobRun", () -> {
            starts.add(request);
            byToken.computeIfAbsent(
                    request.clientToken(), token -> summary(request.name(), JobRunState.SUBMITTED, clock.instant()));
            changed();
            return StartJobRunResponse.builder().build();
        });
    }

    @Override
    public ListJobRunsResponse listJobRuns(ListJobRunsRequest request) {
        return call("ListJobRuns", () -> {
            Map<String, JobRunSummary> reported = versions.get(Math.max(0, versions.size() - 1 - lag));
            List<JobRunSummary> matching = reported.values().stream()
                    .filter(run ->
                            request.states().isEmpty() || request.states().contains(run.state()))
                    .filter(run -> run.createdAt().isAfter(request.createdAtAfter()))
                    .toList();
            int from = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
            int to = Math.min(from + pageSize, matching.size());
            return ListJobRunsResponse.builder()
                    .jobRuns(matching.subList(from, to))
                    .nextToken(to < matching.size() ? Integer.toString(to) : null)
                    .build();
        });
    }

    /** A run that was there before, under our name. */
    void add(String launchId, JobRunState state, Instant createdAt) {
        byToken.put(launchId, summary(EmrRun.NAME_PREFIX + launchId, state, createdAt));
        changed();
    }

    void addForeign(String name, JobRunState state) {
        byToken.put(name, summary(name, state, clock.instant()));
        changed();
    }

    void set(String launchId, JobRunState state) {
        byToken.computeIfPresent(
                launchId,
                (token, run) ->
                        run.toBuilder().state(state).updatedAt(clock.instant()).build());
        changed();
    }

    List<String> launchIds() {
        return starts.stream().map(StartJobRunRequest::clientToken).distinct().toList();
    }

    static EmrServerlessException throttled() {
        return (EmrServerlessException) EmrServerlessException.builder()
                .statusCode(429)
                .message("Rate exceeded")
                .build();
    }

    @Override
    public String serviceName() {
        return "emr-serverless";
    }

    @Override
    public void close() {}

    private static JobRunSummary summary(String name, JobRunState state, Instant createdAt) {
        return JobRunSummary.builder()
                .name(name)
                .state(state)
                .createdAt(createdAt)
                .updatedAt(createdAt)
                .build();
    }

    private void changed() {
        versions.add(new LinkedHashMap<>(byToken));
    }

    private <T> T call(String name, Supplier<T> action) {
        calls.add(name);
        before.accept(name);
        T answer = action.get();
        after.accept(name);
        return answer;
    }
}
