package com.sparkify.local.emr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sparkify.local.access.Access;
import com.sparkify.local.access.AccessLog;
import com.sparkify.local.access.SigningKeys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.emrserverless.model.ConflictException;
import software.amazon.awssdk.services.emrserverless.model.EmrServerlessException;
import software.amazon.awssdk.services.emrserverless.model.JobRunState;
import software.amazon.awssdk.services.emrserverless.model.JobRunSummary;
import software.amazon.awssdk.services.emrserverless.model.ResourceNotFoundException;
import software.amazon.awssdk.services.emrserverless.model.StartJobRunRequest;
import software.amazon.awssdk.services.emrserverless.model.ValidationException;

/** The endpoint as the SDK's own client sees it. */
@Timeout(60)
class EmrServerTest {

    private static final String APPLICATION = EmrServer.APPLICATION_ID;

    @TempDir
    Path folder;

    private final AccessLog accessLog = AccessLog.inMemory();
    private final List<JobRun> changes = new CopyOnWriteArrayList<>();
    private EmrServer server;
    private EmrServerlessClient emr;

    @BeforeEach
    void start() throws IOException {
        server = EmrServer.start(SigningKeys.LOCAL, this::drive, accessLog, changes::add);
        emr = client(SigningKeys.LOCAL);
    }

    @AfterEach
    void stop() {
        emr.close();
        server.close();
    }

    @Test
    void aRunPassesTheServicesStates() throws Exception {
        var id = emr.startJobRun(valid("true")).jobRunId();
        await(id, JobRunState.SUCCESS);

        assertThat(changes)
                .extracting(JobRun::state)
                .containsExactly(
                        JobState.SUBMITTED, JobState.PENDING, JobState.SCHEDULED, JobState.RUNNING, JobState.SUCCESS);
    }

    @Test
    void aRunIsToldAsItWasAskedFor() throws Exception {
        var request = valid("true").toBuilder()
                .name("sparkify-load-1")
                .tags(Map.of("team", "data"))
                .executionTimeoutMinutes(90L)
                .build();
        var started = emr.startJobRun(request);
        await(started.jobRunId(), JobRunState.SUCCESS);

        var run = emr.getJobRun(get -> get.applicationId(APPLICATION).jobRunId(started.jobRunId()))
                .jobRun();

        assertThat(started.applicationId()).isEqualTo(APPLICATION);
        assertThat(started.arn()).isEqualTo(run.arn()).contains("/jobruns/" + started.jobRunId());
        assertThat(run.name()).isEqualTo("sparkify-load-1");
        assertThat(run.jobDriver()).isEqualTo(request.jobDriver());
        assertThat(run.executionRole()).isEqualTo(request.executionRoleArn());
        assertThat(run.tags()).isEqualTo(request.tags());
        assertThat(run.executionTimeoutMinutes()).isEqualTo(90);
        assertThat(run.createdAt())
                .isBeforeOrEqualTo(run.endedAt())
                .isAfter(Instant.now().minusSeconds(60));
        assertThat(run.releaseLabel()).isEqualTo("emr-spark-8.1.0");
    }

    @Test
    void aDriverThatFailsFailsTheRun() throws Exception {
        var id = emr.startJobRun(valid("exit 3")).jobRunId();
        await(id, JobRunState.FAILED);

        assertThat(details(id)).isEqualTo("Driver exited with code 3");
    }

    @Test
    void aRetryPolicyStartsTheDriverAgain() throws Exception {
        Path count = folder.resolve("count");
        var id = emr.startJobRun(valid("echo x >> " + count + "; test $(wc -l < " + count + ") = 2").toBuilder()
                        .retryPolicy(policy -> policy.maxAttempts(3))
                        .build())
                .jobRunId();
        await(id, JobRunState.SUCCESS);

        assertThat(Files.readAllLines(count)).hasSize(2);
        assertThat(emr.getJobRun(get -> get.applicationId(APPLICATION).jobRunId(id))
                        .jobRun()
                        .attempt())
                .isEqualTo(2);
    }

    @Test
    void theSameTokenIsTheSameRun() {
        var request = valid("true");

        assertThat(emr.startJobRun(request).jobRunId())
                .isEqualTo(emr.startJobRun(request).jobRunId());
        assertThat(server.runs()).hasSize(1);
    }

    @Test
    void theSameTokenWithAnotherRequestConflicts() {
        var request = valid("true");
        emr.startJobRun(request);

        assertThatThrownBy(() ->
                        emr.startJobRun(request.toBuilder().name("another").build()))
                .isInstanceOfSatisfying(
                        ConflictException.class, e -> assertThat(e.statusCode()).isEqualTo(409))
                .hasMessageContaining(request.clientToken());
    }

    @Test
    void aSecondRunQueuesUntilTheFirstHasEnded() throws Exception {
        Path gate = folder.resolve("gate");
        var first = emr.startJobRun(valid(waitFor(gate))).jobRunId();
        await(first, JobRunState.RUNNING);
        var second = emr.startJobRun(valid("true")).jobRunId();

        assertThat(state(second)).isEqualTo(JobRunState.QUEUED);
        Files.createFile(gate);
        await(second, JobRunState.SUCCESS);
        assertThat(state(first)).isEqualTo(JobRunState.SUCCESS);
    }

    @Test
    void cancellingKillsTheDriver() throws Exception {
        var id = emr.startJobRun(valid("sleep 600")).jobRunId();
        await(id, JobRunState.RUNNING);
        long pid = Long.parseLong(details(id).replace("Driver process ", ""));

        emr.cancelJobRun(cancel -> cancel.applicationId(APPLICATION).jobRunId(id));
        await(id, JobRunState.CANCELLED);

        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(changes).extracting(JobRun::state).contains(JobState.CANCELLING);
    }

    @Test
    void aQueuedRunIsCancelledBeforeItStarts() throws Exception {
        var first = emr.startJobRun(valid("sleep 600")).jobRunId();
        await(first, JobRunState.RUNNING);
        var second = emr.startJobRun(valid("true")).jobRunId();

        emr.cancelJobRun(cancel -> cancel.applicationId(APPLICATION).jobRunId(second));

        assertThat(state(second)).isEqualTo(JobRunState.CANCELLED);
    }

    @Test
    void closingTheServerLeavesNoProcess() throws Exception {
        var id = emr.startJobRun(valid("sleep 600 & sleep 600")).jobRunId();
        await(id, JobRunState.RUNNING);
        var driver = ProcessHandle.of(Long.parseLong(details(id).replace("Driver process ", "")))
                .orElseThrow();
        while (driver.children().count() < 2) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        var children = driver.children().toList();

        server.close();

        assertThat(driver.isAlive()).isFalse();
        for (ProcessHandle child : children) {
            child.onExit().get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void pagesFollowEachOther() {
        server.hold();
        var ids = IntStream.range(0, 5)
                .mapToObj(i -> emr.startJobRun(valid("true")).jobRunId())
                .toList();

        var pages = emr
                .listJobRunsPaginator(list -> list.applicationId(APPLICATION).maxResults(2))
                .stream()
                .toList();

        assertThat(pages).extracting(page -> page.jobRuns().size()).containsExactly(2, 2, 1);
        assertThat(pages.stream().flatMap(page -> page.jobRuns().stream()))
                .extracting(JobRunSummary::id)
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void aListIsFilteredByStateAndAge() throws Exception {
        var ended = emr.startJobRun(valid("true")).jobRunId();
        await(ended, JobRunState.SUCCESS);
        var running = emr.startJobRun(valid("sleep 600")).jobRunId();
        await(running, JobRunState.RUNNING);
        var queued = emr.startJobRun(valid("true")).jobRunId();
        var created = emr.getJobRun(get -> get.applicationId(APPLICATION).jobRunId(ended))
                .jobRun()
                .createdAt();

        assertThat(ids(JobRunState.RUNNING, JobRunState.QUEUED)).containsExactlyInAnyOrder(running, queued);
        assertThat(ids(JobRunState.SUCCESS)).containsExactly(ended);
        assertThat(ids(JobRunState.FAILED)).isEmpty();
        assertThat(emr.listJobRuns(list -> list.applicationId(APPLICATION)
                                .createdAtBefore(created.plusMillis(1))
                                .createdAtAfter(created.minusSeconds(1)))
                        .jobRuns())
                .extracting(JobRunSummary::id)
                .containsExactly(ended);
        assertThat(emr.listJobRuns(list -> list.applicationId(APPLICATION)
                                .createdAtAfter(Instant.now().plusSeconds(60)))
                        .jobRuns())
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("beyondLimits")
    void whatBreaksALimitIsRefused(String limit, Consumer<StartJobRunRequest.Builder> breaking, String message) {
        var request = valid("true").toBuilder();
        breaking.accept(request);

        assertThatThrownBy(() -> emr.startJobRun(request.build()))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        e -> assertThat(e.statusCode()).isEqualTo(400))
                .hasMessageContaining(message);
        assertThat(server.runs()).isEmpty();
    }

    static Stream<Arguments> beyondLimits() {
        return Stream.of(
                limit("name too long", run -> run.name("n".repeat(257)), "'name'"),
                limit("blank name", run -> run.name(" "), "'name'"),
                limit("token with a slash", run -> run.clientToken("a/b"), "'clientToken'"),
                limit("token too long", run -> run.clientToken("t".repeat(65)), "'clientToken'"),
                limit("role that is none", run -> run.executionRoleArn("arn:aws:iam::1:user/x"), "'executionRoleArn'"),
                limit("application id", run -> run.applicationId("UPPER"), "'applicationId'"),
                limit("no entry point", run -> entryPoint(run, null, List.of(), null), "'entryPoint'"),
                limit(
                        "entry point too long",
                        run -> entryPoint(run, "s".repeat(4097), List.of(), null),
                        "'entryPoint'"),
                limit(
                        "too many arguments",
                        run -> entryPoint(run, "s3://a/b.jar", java.util.Collections.nCopies(1025, "x"), null),
                        "entryPointArguments size"),
                limit(
                        "empty argument",
                        run -> entryPoint(run, "s3://a/b.jar", List.of(""), null),
                        "entryPointArguments member"),
                limit(
                        "parameters too long",
                        run -> entryPoint(run, "s3://a/b.jar", List.of(), "p".repeat(102_401)),
                        "'sparkSubmitParameters'"),
                limit("tag key", run -> run.tags(Map.of("k*", "v")), "'tags key'"),
                limit("tag value", run -> run.tags(Map.of("k", "v*")), "'tags value'"),
                limit("no timeout", run -> run.executionTimeoutMinutes(0L), "executionTimeoutMinutes"),
                limit("timeout over a week", run -> run.executionTimeoutMinutes(10_081L), "executionTimeoutMinutes"),
                limit("attempts", run -> run.retryPolicy(policy -> policy.maxAttempts(11)), "maxAttempts"),
                limit("no driver", run -> run.jobDriver(driver -> {}), "jobDriver.sparkSubmit"));
    }

    @Test
    void listLimitsHold() {
        assertThatThrownBy(() ->
                        emr.listJobRuns(list -> list.applicationId(APPLICATION).maxResults(51)))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("maxResults");
        assertThatThrownBy(() ->
                        emr.listJobRuns(list -> list.applicationId(APPLICATION).statesWithStrings("DONE")))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("no such job run state: 'DONE'");
        assertThatThrownBy(() ->
                        emr.listJobRuns(list -> list.applicationId(APPLICATION).nextToken("xyz")))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("nextToken");
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        assertThatThrownBy(() -> emr.startJobRun(
                        valid("true").toBuilder().applicationId("00unknown").build()))
                .isInstanceOfSatisfying(
                        ResourceNotFoundException.class,
                        e -> assertThat(e.statusCode()).isEqualTo(404))
                .hasMessageContaining("Application 00unknown does not exist");
        assertThatThrownBy(() -> emr.getApplication(get -> get.applicationId("00unknown")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() ->
                        emr.getJobRun(get -> get.applicationId(APPLICATION).jobRunId("00unknown")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("JobRun 00unknown does not exist");
        assertThatThrownBy(() -> emr.cancelJobRun(
                        cancel -> cancel.applicationId(APPLICATION).jobRunId("00unknown")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void theApplicationIsTold() {
        var application =
                emr.getApplication(get -> get.applicationId(APPLICATION)).application();

        assertThat(application.type()).isEqualTo("Spark");
        assertThat(application.releaseLabel()).isEqualTo("emr-spark-8.1.0");
        assertThat(application.schedulerConfiguration().maxConcurrentRuns()).isEqualTo(1);
    }

    @Test
    void unsignedAndWronglySignedRequestsAreRefused() throws Exception {
        var uri = URI.create(server.endpoint() + "/applications/" + APPLICATION);
        var response =
                HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.headers().firstValue("x-amzn-errortype")).hasValue("MissingAuthenticationTokenException");

        for (var keys : List.of(
                new SigningKeys("local", "wrong", "us-east-1"), new SigningKeys("stranger", "wrong", "us-east-1"))) {
            try (var stranger = client(keys)) {
                assertThatThrownBy(() -> stranger.startJobRun(valid("true")))
                        .isInstanceOfSatisfying(
                                EmrServerlessException.class,
                                e -> assertThat(e.statusCode()).isEqualTo(403));
            }
        }
        assertThat(server.runs()).isEmpty();
    }

    @Test
    void theAccessLogShowsSignedCalls() {
        emr.startJobRun(valid("true"));

        assertThat(accessLog.accesses()).singleElement().satisfies(access -> {
            assertThat(access.method()).isEqualTo("POST");
            assertThat(access.path()).isEqualTo("/applications/" + APPLICATION + "/jobruns");
            assertThat(access.signed()).isTrue();
            assertThat(access.status()).isEqualTo(200);
        });
        assertThat(accessLog.accesses()).extracting(Access::time).allMatch(time -> time.isBefore(Instant.now()));
    }

    private static Arguments limit(String name, Consumer<StartJobRunRequest.Builder> breaking, String message) {
        return Arguments.of(name, breaking, message);
    }

    private static void entryPoint(
            StartJobRunRequest.Builder run, String entryPoint, List<String> arguments, String parameters) {
        run.jobDriver(driver -> driver.sparkSubmit(submit ->
                submit.entryPoint(entryPoint).entryPointArguments(arguments).sparkSubmitParameters(parameters)));
    }

    /** The entry point is a shell command here: what runs is the driver's business. */
    private Process drive(JobRun run) throws IOException {
        return new ProcessBuilder("sh", "-c", run.request().entryPoint()).start();
    }

    private static String waitFor(Path file) {
        return "while [ ! -e " + file + " ]; do sleep 0.1; done";
    }

    private static StartJobRunRequest valid(String command) {
        return StartJobRunRequest.builder()
                .applicationId(APPLICATION)
                .clientToken(UUID.randomUUID().toString())
                .executionRoleArn("arn:aws:iam::123456789012:role/sparkify-job")
                .jobDriver(driver -> driver.sparkSubmit(submit -> submit.entryPoint(command)
                        .entryPointArguments("--launch-id", "1")
                        .sparkSubmitParameters("--class com.sparkify.etl.Main --conf spark.driver.memory=3g")))
                .build();
    }

    private EmrServerlessClient client(SigningKeys keys) {
        return EmrServerlessClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.of(keys.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(keys.accessKeyId(), keys.secretAccessKey())))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    private List<String> ids(JobRunState... states) {
        return emr.listJobRuns(list -> list.applicationId(APPLICATION).states(states)).jobRuns().stream()
                .map(JobRunSummary::id)
                .toList();
    }

    private JobRunState state(String id) {
        return emr.getJobRun(get -> get.applicationId(APPLICATION).jobRunId(id))
                .jobRun()
                .state();
    }

    private String details(String id) {
        return emr.getJobRun(get -> get.applicationId(APPLICATION).jobRunId(id))
                .jobRun()
                .stateDetails();
    }

    private void await(String id, JobRunState wanted) throws InterruptedException {
        while (state(id) != wanted) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
