package com.sparkify.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sparkify.local.emr.JobRequest;
import com.sparkify.local.lambda.Function;
import com.sparkify.local.stack.Installation;
import com.sparkify.local.stack.LauncherDeployment;
import com.sparkify.local.test.LocalAws;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * The packaged launcher with exactly the environment of the template, and the packaged job with the arguments of this
 * launcher.
 */
class DeployedLauncherIT {
    private static final Installation INSTALLATION = Installation.current();

    private static final String EVENT = """
            {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"eu-west-1",
            "eventTime":"2018-11-12T10:15:30.123Z","eventName":"ObjectCreated:Put","s3":{"s3SchemaVersion":"1.0",
            "bucket":{"name":"%s","arn":"arn:aws:s3:::%s"},
            "object":{"key":"log_data/2018/11/2018-11-12-events.json","size":99854,"eTag":"0","sequencer":"00"}}}]}""".formatted(Deployed.LOG_BUCKET, Deployed.LOG_BUCKET);

    private static final SparkifyStack STACK = SparkifyApp.stack(SparkifyApp.app(Map.of(
            "sparkify:launcherJar", jar(Installation::launcherJar), "sparkify:jobJar", jar(Installation::jobJar))));
    private static final Deployed DEPLOYED = Synth.deployed(STACK);

    @RegisterExtension
    static final LocalAws AWS = LocalAws.withBuckets(Deployed.LOG_BUCKET, Deployed.LAKE_BUCKET)
            .withApplication(environment().get("EMR_APPLICATION_ID").asText());

    private static JobRequest run;

    /** The first event finds no run and starts one; the second finds one that takes no more work. */
    @BeforeAll
    static void callTheLauncher(@TempDir Path folder) throws Exception {
        Map<String, String> environment = new HashMap<>();
        environment()
                .properties()
                .forEach(variable ->
                        environment.put(variable.getKey(), variable.getValue().asText()));
        environment.putAll(AWS.environment());
        try (Function function = Function.start(
                LauncherDeployment.function(INSTALLATION, environment, folder.resolve("launcher.log")))) {
            function.invoke(EVENT.getBytes(StandardCharsets.UTF_8));
            run = AWS.runs().get(0).request();
            AWS.s3()
                    .putObject(
                            put -> put.bucket(Deployed.LAKE_BUCKET).key("closing/" + run.clientToken()),
                            RequestBody.empty());
            function.invoke("{\"nudge\":{}}".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(AWS.runs()).as("the nudge found work that no run takes").hasSize(2);
    }

    @Test
    void theAssetsAreTheJarsThatWereTested() throws IOException {
        Path assembly = Path.of(((App) STACK.getNode().getRoot()).synth().getDirectory());
        String launcherKey =
                DEPLOYED.only("AWS::Lambda::Function").at("/Code/S3Key").asText();
        String jobKey = environment().get("JOB_JAR").asText().replaceAll(".*/", "");
        assertThat(assembly.resolve("asset." + launcherKey)).hasSameBinaryContentAs(INSTALLATION.launcherJar());
        assertThat(assembly.resolve("asset." + jobKey)).hasSameBinaryContentAs(INSTALLATION.jobJar());
    }

    @Test
    void theLauncherStartsARunThatItMayStart() {
        assertThat(run.executionRoleArn())
                .isEqualTo(environment().get("EMR_EXECUTION_ROLE_ARN").asText());
        assertThat(DEPLOYED.launcherStatements())
                .anyMatch(statement -> statement.allows("iam:PassRole", run.executionRoleArn()));
        assertThat(run.executionTimeoutMinutes()).isEqualTo(180);
        assertThat(run.name()).isEqualTo("sparkify-load-" + run.clientToken());
    }

    @Test
    void theJobMayReadTheJarThatItIsStartedFrom() {
        String jar = run.entryPoint();
        assertThat(jar).isEqualTo(environment().get("JOB_JAR").asText());
        assertThat(DEPLOYED.jobStatements())
                .anyMatch(statement -> statement.allows("s3:GetObject", jar.replace("s3://", "arn:aws:s3:::")));
    }

    @Test
    void theRunFitsIntoTheApplication() {
        String shape = run.sparkSubmitParameters();
        int vcpu = number(shape, "spark.driver.cores=(\\d+)")
                + number(shape, "spark.executor.cores=(\\d+)")
                        * number(shape, "spark.dynamicAllocation.maxExecutors=(\\d+)");
        String most = DEPLOYED.only("AWS::EMRServerless::Application")
                .at("/MaximumCapacity/Cpu")
                .asText();
        assertThat(vcpu).isLessThanOrEqualTo(number(most, "(\\d+) vCPU"));
    }

    @Test
    void theRunsArgumentsParseInTheJob() throws Exception {
        String[] arguments = run.entryPointArguments().toArray(String[]::new);
        try (URLClassLoader job = new URLClassLoader(
                new URL[] {INSTALLATION.jobJar().toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Object parsed = job.loadClass("com.sparkify.etl.run.Arguments")
                    .getMethod("parse", String[].class)
                    .invoke(null, (Object) arguments);
            assertThat(parsed.toString()).contains(Deployed.LOG_BUCKET, Deployed.LAKE_BUCKET);
            String main = run.sparkSubmitParameters().replaceAll(".*--class (\\S+).*", "$1");
            assertThat(job.getResource(main.replace('.', '/') + ".class")).isNotNull();
        }
    }

    @Test
    void theLaunchersRequestsAreAllowedAndEveryAllowedActionIsUsed() {
        List<S3Request.Need> needs = AWS.s3Log().accesses().stream()
                // The test itself marks the run as closing.
                .filter(access ->
                        !(access.method().equals("PUT") && access.path().contains("/closing/")))
                .map(access -> new S3Request(access.method(), access.path()))
                .flatMap(request -> request.needs().stream())
                .toList();
        assertThat(needs).extracting(S3Request.Need::action).contains("s3:PutObject", "s3:GetObject", "s3:ListBucket");
        Coverage coverage = Coverage.of(DEPLOYED.launcherStatements(), needs);
        assertThat(coverage.refused()).isEmpty();
        assertThat(coverage.unused()).isEmpty();
    }

    private static JsonNode environment() {
        return DEPLOYED.only("AWS::Lambda::Function").at("/Environment/Variables");
    }

    private static int number(String text, String pattern) {
        var matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return Integer.parseInt(matcher.group(1));
    }

    private interface Built {
        Path of(Installation installation) throws IOException;
    }

    private static String jar(Built built) {
        try {
            return built.of(INSTALLATION).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
