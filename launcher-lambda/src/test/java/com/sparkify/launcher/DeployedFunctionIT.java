package com.sparkify.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sparkify.launcher.LoopbackRuntime.Reply;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The packaged jar under AWS's runtime interface client: what is deployed is what is tested. */
class DeployedFunctionIT {
    private final LoopbackRuntime runtime = new LoopbackRuntime();
    private final LoopbackS3 s3 = new LoopbackS3();
    private final LoopbackEmr emr = new LoopbackEmr();
    private final Map<String, String> environment = DeployedFunction.environment(runtime, s3, emr);

    private DeployedFunction function;

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
