package com.sparkify.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;

/**
 * The packaged launcher, with the environment that the template gives it and no other; and the packaged job, with the
 * arguments that this launcher starts it with.
 */
class DeployedLauncherIT {
    private static final Path LAUNCHER = Path.of("..", "launcher-lambda", "target", "launcher-lambda.jar");
    private static final Path JOB = Path.of("..", "spark-job", "target", "spark-job.jar");
    private static final String EVENT = """
            {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"eu-west-1",
            "eventTime":"2018-11-12T10:15:30.123Z","eventName":"ObjectCreated:Put","s3":{"s3SchemaVersion":"1.0",
            "bucket":{"name":"%s","arn":"arn:aws:s3:::%s"},
            "object":{"key":"log_data/2018/11/2018-11-12-events.json","size":99854,"eTag":"0","sequencer":"00"}}}]}""".formatted(Deployed.LOG_BUCKET, Deployed.LOG_BUCKET);

    private static Deployed deployed;
    private static Path assembly;
    private static Endpoint endpoint;
    private static JsonNode run;

    @BeforeAll
    static void callTheLauncher() throws Exception {
        SparkifyStack stack = SparkifyApp.stack(SparkifyApp.app(Map.of()));
        deployed = Synth.deployed(stack);
        assembly = Path.of(((App) stack.getNode().getRoot()).synth().getDirectory());
        endpoint = new Endpoint();
        Map<String, String> environment = new HashMap<>(Map.of(
                "AWS_REGION",
                Deployed.REGION,
                "AWS_ACCESS_KEY_ID",
                "local",
                "AWS_SECRET_ACCESS_KEY",
                "local",
                "AWS_ENDPOINT_URL_S3",
                endpoint.url(),
                "AWS_ENDPOINT_URL_EMR_SERVERLESS",
                endpoint.url()));
        environment()
                .properties()
                .forEach(variable ->
                        environment.put(variable.getKey(), variable.getValue().asText()));
        Child launcher = Child.runIn(
                environment,
                List.of(
                        Child.java(),
                        "-cp",
                        LAUNCHER + File.pathSeparator + Path.of("target", "test-classes"),
                        "com.sparkify.infra.LauncherCall",
                        EVENT,
                        "{\"nudge\":{}}"));
        assertThat(launcher.exitCode()).as(launcher.said()).isZero();
        assertThat(endpoint.startedRuns()).as(launcher.said()).isNotEmpty();
        run = new ObjectMapper().readTree(endpoint.startedRuns().get(0));
    }

    @AfterAll
    static void stop() {
        endpoint.close();
    }

    @Test
    void theAssetsAreTheJarsThatWereTested() {
        String launcherKey =
                deployed.only("AWS::Lambda::Function").at("/Code/S3Key").asText();
        String jobKey = environment().get("JOB_JAR").asText().replaceAll(".*/", "");
        assertThat(assembly.resolve("asset." + launcherKey)).hasSameBinaryContentAs(LAUNCHER);
        assertThat(assembly.resolve("asset." + jobKey)).hasSameBinaryContentAs(JOB);
    }

    @Test
    void theLauncherStartsARunThatItMayStart() {
        assertThat(run.get("executionRoleArn").asText())
                .isEqualTo(environment().get("EMR_EXECUTION_ROLE_ARN").asText());
        assertThat(deployed.launcherStatements())
                .anyMatch(statement -> statement.allows(
                        "iam:PassRole", run.get("executionRoleArn").asText()));
        assertThat(run.get("executionTimeoutMinutes").asInt()).isEqualTo(180);
        assertThat(run.get("name").asText())
                .isEqualTo("sparkify-load-" + run.get("clientToken").asText());
    }

    @Test
    void theJobMayReadTheJarThatItIsStartedFrom() {
        String jar = submit().get("entryPoint").asText();
        assertThat(jar).isEqualTo(environment().get("JOB_JAR").asText());
        assertThat(deployed.jobStatements())
                .anyMatch(statement -> statement.allows("s3:GetObject", jar.replace("s3://", "arn:aws:s3:::")));
    }

    @Test
    void theRunFitsIntoTheApplication() {
        String shape = submit().get("sparkSubmitParameters").asText();
        int vcpu = number(shape, "spark.driver.cores=(\\d+)")
                + number(shape, "spark.executor.cores=(\\d+)")
                        * number(shape, "spark.dynamicAllocation.maxExecutors=(\\d+)");
        String most = deployed.only("AWS::EMRServerless::Application")
                .at("/MaximumCapacity/Cpu")
                .asText();
        assertThat(vcpu).isLessThanOrEqualTo(number(most, "(\\d+) vCPU"));
    }

    @Test
    void theRunsArgumentsParseInTheJob() throws Exception {
        String[] arguments = StreamSupport.stream(
                        submit().get("entryPointArguments").spliterator(), false)
                .map(JsonNode::asText)
                .toArray(String[]::new);
        try (URLClassLoader job =
                new URLClassLoader(new URL[] {JOB.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Object parsed = job.loadClass("com.sparkify.etl.Arguments")
                    .getMethod("parse", String[].class)
                    .invoke(null, (Object) arguments);
            assertThat(parsed.toString()).contains(Deployed.LOG_BUCKET, Deployed.LAKE_BUCKET);
            String main = submit().get("sparkSubmitParameters").asText().replaceAll(".*--class (\\S+).*", "$1");
            assertThat(job.getResource(main.replace('.', '/') + ".class")).isNotNull();
        }
    }

    @Test
    void theLaunchersRequestsAreAllowedAndEveryAllowedActionIsUsed() {
        List<S3Request.Need> needs = endpoint.s3Requests().stream()
                .flatMap(request -> request.needs().stream())
                .toList();
        assertThat(needs).extracting(S3Request.Need::action).contains("s3:PutObject", "s3:GetObject", "s3:ListBucket");
        Coverage coverage = Coverage.of(deployed.launcherStatements(), needs);
        assertThat(coverage.refused()).isEmpty();
        assertThat(coverage.unused()).isEmpty();
    }

    private static JsonNode environment() {
        return deployed.only("AWS::Lambda::Function").at("/Environment/Variables");
    }

    private static JsonNode submit() {
        return run.at("/jobDriver/sparkSubmit");
    }

    private static int number(String text, String pattern) {
        var matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return Integer.parseInt(matcher.group(1));
    }
}
