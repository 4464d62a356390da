package com.sparkify.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sparkify.local.emr.JobRequest;
import com.sparkify.local.fault.FaultGate;
import com.sparkify.local.lambda.Function;
import com.sparkify.local.lambda.FunctionException;
import com.sparkify.local.lambda.FunctionSettings;
import com.sparkify.local.stack.Installation;
import com.sparkify.local.stack.LauncherDeployment;
import com.sparkify.local.test.LocalAws;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Tests the packaged jar under AWS's runtime interface client, as it is deployed. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DeployedFunctionIT {

    private static final String DONE = "{\"batchItemFailures\":[]}";
    private static final String MODELS = "software.amazon.awssdk.services.";

    @RegisterExtension
    final LocalAws aws = LocalAws.withBuckets(PackagedLauncher.INPUT, PackagedLauncher.LAKE);

    @TempDir
    Path folder;

    private final Map<String, String> changes = new HashMap<>(Launchers.ENVIRONMENT);
    private Function function;

    @AfterEach
    void stop() {
        function.close();
    }

    @Test
    void anEventBecomesAManifestAndOneRunWhichTheNextEventJoins() throws Exception {
        start(settings());

        assertThat(invoke("sqs-s3-put.json")).isEqualTo(DONE);
        assertThat(invoke("eventbridge-object-created.json")).contains("\"outcome\":\"joined\"");

        assertThat(pending()).hasSize(2);
        assertThat(aws.runs()).hasSize(1);
        JobRequest start = aws.runs().get(0).request();
        String launchId = start.clientToken();
        assertThat(start.name()).isEqualTo("sparkify-load-" + launchId);
        assertThat(start.entryPoint()).isEqualTo("s3://sparkify-assets/spark-job.jar");
        assertThat(String.join(" ", start.entryPointArguments()))
                .matches("--input-bucket sparkify-logs --log-prefix log_data/ --song-prefix song_data/"
                        + " --lake s3://sparkify-lake --launch-id " + launchId
                        + " --on-error continue --publish json --submitted-at \\S+Z --time-limit-minutes 180");
        assertThat(output())
                .containsPattern("\"requestId\":\"[0-9a-f-]{36}\"")
                .contains("\"RunsStarted\":1")
                .contains("\"RunsJoined\":1");
    }

    @Test
    void throttledAndUnavailableServicesAreAskedAgainWithinTheFunctionsTime() throws Exception {
        AtomicInteger unavailable = new AtomicInteger(2);
        AtomicInteger throttled = new AtomicInteger(2);
        aws.s3Gate().apply(refusing(unavailable, FaultGate.Verdict.SLOW_DOWN));
        aws.emrGate().apply(refusing(throttled, FaultGate.Verdict.TOO_MANY_REQUESTS));
        start(settings());

        assertThat(invoke("sqs-s3-put.json")).isEqualTo(DONE);

        assertThat(List.of(unavailable, throttled))
                .allSatisfy(left -> assertThat(left).hasValue(0));
        assertThat(pending()).hasSize(1);
        assertThat(aws.runs()).hasSize(1);
    }

    @Test
    void throttlingThatLastsSendsTheMessageBackInTime() throws Exception {
        aws.emrGate().apply(request -> FaultGate.Verdict.TOO_MANY_REQUESTS);
        start(settings().withTimeout(Duration.ofSeconds(6)));
        function.initialised().get(1, TimeUnit.MINUTES);

        assertThat(invoke("sqs-s3-put.json")).contains("059f36b4-87a3-44ab-83d2-661975830a7d");

        assertThat(pending()).hasSize(1);
        assertThat(output()).contains("No run could be joined or started");
    }

    @Test
    void aDirectEventThatFailsIsAnErrorSoThatLambdaRepeatsIt() throws Exception {
        start(settings());

        assertThatThrownBy(() -> function.invoke("{\"laod\": {}}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(FunctionException.class)
                .hasMessageContaining("Unknown event with the fields [laod]");
        assertThat(invoke("nudge.json")).contains("\"outcome\":\"none\"");
    }

    @Test
    void aManifestWhoseAnswerWasLostIsThereAndTheMessageIsDone() throws Exception {
        AtomicInteger lost = new AtomicInteger(1);
        aws.s3Gate().apply(losingAnswersOfPuts(lost));
        start(settings());

        assertThat(invoke("sqs-s3-put.json")).isEqualTo(DONE);

        assertThat(lost).hasValue(0);
        assertThat(pending()).as("the one written unheard, and its successor").hasSizeBetween(1, 2);
    }

    @Test
    void aSnapshotIsTakenAfterTheRehearsalAndTheRestoredFunctionWorks() throws Exception {
        changes.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
        Path loaded = folder.resolve("classes.log");
        start(settings()
                .withJvmOptions(
                        "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
                        "-Xlog:class+load:file=" + loaded));
        function.initialised().get(1, TimeUnit.MINUTES);
        assertThat(aws.s3Log().accesses()).isEmpty();
        assertThat(aws.emrLog().accesses()).isEmpty();
        Set<String> beforeSnapshot = classes(loaded);

        assertThat(invoke("sqs-s3-put.json")).isEqualTo(DONE);

        Set<String> answersRead = Set.of(
                MODELS + "emrserverless.model.StartJobRunResponse",
                MODELS + "s3.model.ListObjectsV2Response",
                MODELS + "s3.model.NoSuchKeyException");
        assertThat(beforeSnapshot)
                .as("requests were made up and their answers read")
                .containsAll(answersRead);
        assertThat(beforeSnapshot)
                .as("no credential was looked up, no id drawn")
                .doesNotContain(
                        "java.util.UUID$Holder",
                        "software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider");
        assertThat(classes(loaded))
                .as("which the event needs")
                .contains(
                        "java.util.UUID$Holder",
                        "software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider");
    }

    @Test
    void aWrongEnvironmentIsToldAtOnceAndWhole() throws Exception {
        changes.remove("LAKE");
        changes.put("MAX_VCPU", "many");
        start(settings());

        assertThatThrownBy(() -> invoke("nudge.json"))
                .isInstanceOf(FunctionException.class)
                .hasMessageContaining("Environment of the launcher: LAKE is missing; "
                        + "MAX_VCPU must be a whole number from 2 to 4000: 'many'");
    }

    private FunctionSettings settings() throws IOException {
        var environment = new HashMap<>(changes);
        environment.putAll(aws.environment());
        return LauncherDeployment.function(Installation.current(), environment, folder.resolve("launcher.log"));
    }

    private void start(FunctionSettings settings) throws IOException {
        function = Function.start(settings);
    }

    private String invoke(String sample) throws FunctionException, InterruptedException {
        return new String(function.invoke(Launchers.sample(sample)), StandardCharsets.UTF_8);
    }

    private List<String> pending() {
        return aws.s3().listObjectsV2(list -> list.bucket(PackagedLauncher.LAKE).prefix("pending/")).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("launcher.log"));
    }

    private static FaultGate.Rule refusing(AtomicInteger left, FaultGate.Verdict verdict) {
        return request -> left.getAndUpdate(count -> Math.max(0, count - 1)) > 0 ? verdict : FaultGate.Verdict.FORWARD;
    }

    private static FaultGate.Rule losingAnswersOfPuts(AtomicInteger left) {
        return new FaultGate.Rule() {
            @Override
            public FaultGate.Verdict before(FaultGate.Request request) {
                return FaultGate.Verdict.FORWARD;
            }

            @Override
            public FaultGate.Verdict after(FaultGate.Request request, int status) {
                boolean isLost =
                        request.method().equals("PUT") && left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
                return isLost ? FaultGate.Verdict.RESET : FaultGate.Verdict.FORWARD;
            }
        };
    }

    private static Set<String> classes(Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .map(line -> line.replaceAll(".*\\] (\\S+) source:.*", "$1"))
                .collect(Collectors.toSet());
    }
}
