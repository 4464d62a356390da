package com.sparkify.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sparkify.launcher.LoopbackRuntime.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.services.emrserverless.model.StartJobRunResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** The packaged jar under AWS's runtime interface client: what is deployed is what is tested. */
class DeployedFunctionIT {
    private final LoopbackRuntime runtime = new LoopbackRuntime();
    private final LoopbackS3 s3 = new LoopbackS3();
    private final LoopbackEmr emr = new LoopbackEmr();
    private final Map<String, String> environment = DeployedFunction.environment(runtime, s3, emr);

    private DeployedFunction function;

    @TempDir
    private Path folder;

    DeployedFunctionIT() throws IOException {}

    @AfterEach
    void stop() throws IOException {
        function.close();
        runtime.close();
        s3.close();
        emr.close();
    }

    @Test
    void anEventBecomesAManifestAndOneRunWhichTheNextEventJoins() throws Exception {
        function = DeployedFunction.start(environment);
        Reply first = runtime.invoke(Bench.sample("sqs-s3-put.json"));
        Reply second = runtime.invoke(Bench.sample("eventbridge-object-created.json"));

        assertThat(first).isEqualTo(new Reply("response", "{\"batchItemFailures\":[]}"));
        assertThat(second.body()).contains("\"outcome\":\"joined\"");
        assertThat(s3.objects.keySet()).hasSize(2).allMatch(path -> path.startsWith("/sparkify-lake/pending/"));
        JsonNode start = emr.starts.get(0);
        assertThat(emr.starts).hasSize(1);
        String launchId = start.path("clientToken").textValue();
        assertThat(start.path("name").textValue()).isEqualTo("sparkify-load-" + launchId);
        JsonNode submit = start.path("jobDriver").path("sparkSubmit");
        assertThat(submit.path("entryPoint").textValue()).isEqualTo("s3://sparkify-assets/spark-job.jar");
        assertThat(submit.path("entryPointArguments").toString())
                .isEqualTo("[\"--input-bucket\",\"sparkify-logs\",\"--log-prefix\",\"log_data/\",\"--song-prefix\","
                        + "\"song_data/\",\"--lake\",\"s3://sparkify-lake\",\"--launch-id\",\"" + launchId
                        + "\",\"--on-error\",\"continue\",\"--publish\",\"json\"]");
        assertThat(function.output())
                .contains("\"requestId\":\"request-1\"")
                .contains("\"RunsStarted\":1")
                .contains("\"RunsJoined\":1");
    }

    @Test
    void throttledAndUnavailableServicesAreAskedAgainWithinTheFunctionsTime() throws Exception {
        s3.unavailable = 2;
        emr.throttled = 2;
        function = DeployedFunction.start(environment);
        Reply reply = runtime.invoke(Bench.sample("sqs-s3-put.json"));

        assertThat(reply).isEqualTo(new Reply("response", "{\"batchItemFailures\":[]}"));
        assertThat(s3.objects).hasSize(1);
        assertThat(emr.starts).hasSize(1);
    }

    @Test
    void throttlingThatLastsSendsTheMessageBackInTime() throws Exception {
        emr.throttled = Integer.MAX_VALUE;
        runtime.deadlineMillis = 6_000;
        function = DeployedFunction.start(environment);
        Reply reply = runtime.invoke(Bench.sample("sqs-s3-put.json"));

        assertThat(reply.body()).contains("059f36b4-87a3-44ab-83d2-661975830a7d");
        assertThat(s3.objects).hasSize(1);
        assertThat(function.output()).contains("No run could be joined or started");
    }

    @Test
    void aDirectEventThatFailsIsAnErrorSoThatLambdaRepeatsIt() throws Exception {
        function = DeployedFunction.start(environment);
        Reply reply = runtime.invoke("{\"laod\": {}}".getBytes());

        assertThat(reply.kind()).isEqualTo("error");
        assertThat(reply.body()).contains("Unknown event with the fields [laod]");
        assertThat(runtime.invoke(Bench.sample("nudge.json")).body()).contains("\"outcome\":\"none\"");
    }

    @Test
    void aManifestWhoseAnswerWasLostIsThereAndTheMessageIsDone() throws Exception {
        s3.loseAnswersOfPuts = 1;
        function = DeployedFunction.start(environment);
        Reply reply = runtime.invoke(Bench.sample("sqs-s3-put.json"));

        assertThat(reply).isEqualTo(new Reply("response", "{\"batchItemFailures\":[]}"));
        assertThat(s3.objects).as("the one written unheard, and its successor").hasSizeBetween(1, 2);
    }

    @Test
    void aSnapshotIsTakenAfterTheRehearsalAndTheRestoredFunctionWorks() throws Exception {
        environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
        Path loaded = folder.resolve("classes.log");
        function = DeployedFunction.start(
                environment,
                "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
                "-Xlog:class+load:file=" + loaded);
        assertThat(runtime.reply().kind()).isEqualTo("restored");
        assertThat(s3.requests).isEmpty();
        assertThat(emr.requests).isEmpty();
        Set<String> beforeSnapshot = classes(loaded);
        Reply reply = runtime.invoke(Bench.sample("sqs-s3-put.json"));

        assertThat(reply).isEqualTo(new Reply("response", "{\"batchItemFailures\":[]}"));
        beforeSnapshot.retainAll(Set.of(
                StartJobRunResponse.class.getName(),
                ListObjectsV2Response.class.getName(),
                NoSuchKeyException.class.getName(),
                "java.util.UUID$Holder",
                EnvironmentVariableCredentialsProvider.class.getName()));
        assertThat(beforeSnapshot)
                .as("requests were made up and their answers read; no credential was looked up, no id drawn")
                .containsExactlyInAnyOrder(
                        StartJobRunResponse.class.getName(),
                        ListObjectsV2Response.class.getName(),
                        NoSuchKeyException.class.getName());
    }

    private static Set<String> classes(Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .map(line -> line.replaceAll(".*\\] (\\S+) source:.*", "$1"))
                .collect(Collectors.toSet());
    }

    @Test
    void aWrongEnvironmentIsToldAtOnceAndWhole() throws Exception {
        environment.remove("LAKE");
        environment.put("MAX_VCPU", "many");
        function = DeployedFunction.start(environment);
        Reply reply = runtime.reply();

        assertThat(reply.body())
                .contains("Environment of the launcher: LAKE is missing; "
                        + "MAX_VCPU must be a whole number from 2 to 4000: 'many'");
        assertThat(function.exitCode()).isNotZero();
    }
}
