package com.sparkify.local.stack;

import com.sparkify.local.access.SigningKeys;
import com.sparkify.local.emr.EmrServer;
import com.sparkify.local.lambda.FunctionSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The launcher's configuration as in the deployment, except for endpoints and keys. */
public final class LauncherDeployment {

    /** The function's name in the deployment. */
    public static final String NAME = "sparkify-launcher";

    /** The marker by which {@code .ci/run} finds leaked processes. */
    private static final String MARK = "SPARKIFY_CI";

    private static final String HANDLER = "com.sparkify.launcher.LauncherHandler::handleRequest";

    private LauncherDeployment() {}

    static FunctionSettings of(
            Installation installation, StackSettings settings, SigningKeys keys, URI s3Endpoint, URI emrEndpoint)
            throws IOException {
        Map<String, String> environment = Map.ofEntries(
                Map.entry("EMR_APPLICATION_ID", EmrServer.APPLICATION_ID),
                Map.entry("EMR_EXECUTION_ROLE_ARN", "arn:aws:iam::000000000000:role/sparkify-job"),
                Map.entry("JOB_JAR", "s3://" + LocalStack.ASSETS_BUCKET + "/spark-job.jar"),
                Map.entry("INPUT_BUCKET", LocalStack.INPUT_BUCKET),
                Map.entry("LAKE", "s3://" + LocalStack.LAKE_BUCKET),
                Map.entry("ON_ERROR", settings.onError()),
                Map.entry("PUBLISH", settings.publish()),
                Map.entry("PUBLISH_ROWS", Long.toString(settings.publishRows())),
                Map.entry("LINGER_SECONDS", Long.toString(settings.lingers().toSeconds())),
                Map.entry(
                        "ERASURE_KEY",
                        new OutFolder(settings.out()).erasureKey().toUri().toString()),
                Map.entry("AWS_REGION", keys.region()),
                Map.entry("AWS_ACCESS_KEY_ID", keys.accessKeyId()),
                Map.entry("AWS_SECRET_ACCESS_KEY", keys.secretAccessKey()),
                Map.entry("AWS_ENDPOINT_URL_S3", s3Endpoint.toString()),
                Map.entry("AWS_ENDPOINT_URL_EMR_SERVERLESS", emrEndpoint.toString()));
        return function(installation, environment, new OutFolder(settings.out()).launcherLog())
                .withTimeout(settings.functionTimeout());
    }

    /** Returns the settings of the packaged launcher with these variables. */
    public static FunctionSettings function(Installation installation, Map<String, String> environment, Path log)
            throws IOException {
        return FunctionSettings.of(NAME, List.of(installation.launcherJar()), HANDLER, environment, log)
                .inheriting(MARK);
    }
}
