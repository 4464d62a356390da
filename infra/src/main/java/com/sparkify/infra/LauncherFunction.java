package com.sparkify.infra;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.lambda.eventsources.SqsEventSource;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/** The launcher's Lambda function, invoked through an alias, because SnapStart applies to published versions. */
final class LauncherFunction extends Construct {
    static final String HANDLER = "com.sparkify.launcher.LauncherHandler::handleRequest";
    /** EMR allows one StartJobRun and one ListJobRuns a second: two instances at most, which is Lambda's minimum. */
    private static final int CONCURRENCY = 2;

    private final Function function;
    private final Alias alias;
    private final String logGroupName;

    LauncherFunction(
            Construct scope,
            DeploymentSettings settings,
            Names names,
            Keys keys,
            Path jar,
            Announcements announcements,
            SparkApplication application,
            JobRole jobRole,
            LakeStorage lake,
            Map<String, String> environment) {
        super(scope, "Launcher");
        logGroupName = "/aws/lambda/" + names.of("launcher");
        LogGroup logGroup = LogGroups.create(this, "Logs", logGroupName, settings, keys);
        LauncherRole role = new LauncherRole(this, names, keys, application, jobRole, lake, logGroupName);
        announcements.refuseReadersOtherThan(role.role().getRoleArn());
        function = Function.Builder.create(this, "Function")
                .functionName(names.of("launcher"))
                .description("Writes a manifest of new objects and joins or starts a run of the Spark job")
                .runtime(runtime(settings.launcherRuntime()))
                .architecture(Architecture.ARM_64)
                .handler(HANDLER)
                .code(Code.fromAsset(jar.toString()))
                .role(role.role())
                .memorySize(settings.launcherMemoryMegabytes())
                .timeout(Duration.seconds(settings.launcherTimeoutSeconds()))
                .snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS)
                .logGroup(logGroup)
                .loggingFormat(LoggingFormat.JSON)
                .environment(environment)
                .build();
        // CDK warns about every function with SnapStart; the next statement publishes the version.
        Annotations.of(function).acknowledgeWarning("@aws-cdk/aws-lambda:snapStartRequirePublish");
        alias = Alias.Builder.create(this, "Live")
                .aliasName("live")
                .version(function.getCurrentVersion())
                .build();
        alias.addEventSource(SqsEventSource.Builder.create(announcements.queue())
                .batchSize(settings.batchSize())
                .maxBatchingWindow(Duration.seconds(settings.batchWindowSeconds()))
                .reportBatchItemFailures(true)
                .maxConcurrency(CONCURRENCY)
                .build());
        reviewed();
    }

    private void reviewed() {
        Reviewed.exception(
                function,
                "AwsSolutions-L1",
                "The runtime is a setting, and its default is the Java version that the packaged launcher is tested on."
                        + " AWS supports and patches it; a newer one is chosen with sparkify:launcherRuntime.");
        Reviewed.control(
                function,
                "LambdaInsideVPC",
                "The function talks to S3 and EMR alone, over TLS and by its role. It reaches nothing in a VPC, and nobody"
                        + " reaches it; a VPC would need endpoints for both, by the hour.");
        Reviewed.exception(
                function,
                "NIST.800.53.R5-LambdaDLQ",
                "What fails in a message goes back to the queue, which has a dead-letter queue. The two schedules are not"
                        + " worth keeping: the next nudge and the next sweep do the same.");
        Reviewed.exception(
                function,
                "NIST.800.53.R5-LambdaConcurrency",
                "The mapping of the queue is limited to two instances. A reservation would take from what the account has,"
                        + " and could refuse the request of a person.");
    }

    /** Returns the environment that docs/protocol.md describes. */
    static Map<String, String> environment(
            DeploymentSettings settings,
            SparkApplication application,
            JobRole jobRole,
            String jobJar,
            InputBucket input,
            LakeStorage lake,
            TombstoneKey erasureKey) {
        Map<String, String> environment = new TreeMap<>(Map.of(
                "EMR_APPLICATION_ID", application.id(),
                "EMR_EXECUTION_ROLE_ARN", jobRole.arn(),
                "JOB_JAR", jobJar,
                "INPUT_BUCKET", input.name(),
                "LOG_PREFIX", settings.logPrefix(),
                "SONG_PREFIX", settings.songPrefix(),
                "LAKE", lake.location().uri(),
                "ERASURE_KEY", erasureKey.arn(),
                "EXECUTION_TIMEOUT_MINUTES", String.valueOf(settings.executionTimeoutMinutes())));
        environment.putAll(settings.job().environment());
        environment.putAll(settings.shape().environment());
        return environment;
    }

    /** Uses CDK's own constants, which declare SnapStart support. */
    private static Runtime runtime(String name) {
        return switch (name) {
            case "java17" -> Runtime.JAVA_17;
            case "java21" -> Runtime.JAVA_21;
            case "java25" -> Runtime.JAVA_25;
            default -> throw new IllegalArgumentException("The launcher runs on java17, java21 or java25: " + name);
        };
    }

    Alias alias() {
        return alias;
    }

    String functionName() {
        return function.getFunctionName();
    }

    String logGroupName() {
        return logGroupName;
    }
}
