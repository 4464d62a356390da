package com.sparkify.local.smoke;

import com.sparkify.local.access.AccessLog;
import com.sparkify.local.access.SigningKeys;
import com.sparkify.local.cleanup.Teardown;
import com.sparkify.local.emr.EmrServer;
import com.sparkify.local.lambda.EventSourceMapping;
import com.sparkify.local.lambda.Function;
import com.sparkify.local.lambda.InvokeApi;
import com.sparkify.local.queue.BucketNotification;
import com.sparkify.local.queue.EventQueue;
import com.sparkify.local.queue.QueueServer;
import com.sparkify.local.queue.QueueSettings;
import com.sparkify.local.s3.LocalS3;
import com.sparkify.local.s3.S3Server;
import com.sparkify.local.stack.Installation;
import com.sparkify.local.stack.LauncherDeployment;
import com.sparkify.local.stack.StackClients;
import com.sparkify.local.stack.StandIns;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The stand-ins and the packaged launcher with an injected fault. */
final class FaultyStack implements AutoCloseable {
    private static final SigningKeys KEYS = SigningKeys.LOCAL;
    private static final String INPUT = "sparkify-logs";
    private static final String LAKE = "sparkify-lake";

    private final Teardown teardown = new Teardown();
    private final S3Client s3;
    private final SmokeTarget target;

    FaultyStack(Path folder, SmokeFailuresIT.Faults faults) throws IOException {
        var notification = new AtomicReference<BucketNotification>();
        S3Server server = teardown.add(S3Server.start(
                Files.createDirectories(folder.resolve("store")),
                0,
                KEYS,
                List.of(INPUT, LAKE),
                INPUT,
                object -> {
                    if (faults.announces()) {
                        notification.get().stored(object);
                    }
                },
                AccessLog.inMemory()));
        s3 = teardown.add(LocalS3.client(server.endpoint(), KEYS));
        EmrServer emr = teardown.add(EmrServer.start(KEYS, faults.driver(), AccessLog.inMemory(), run -> {}));
        QueueServer sqs = teardown.add(QueueServer.start(KEYS));
        EventQueue queue = EventQueue.create(
                teardown.add(sqs.client(KEYS)), "sparkify-events", new QueueSettings(Duration.ofSeconds(60), 5));
        notification.set(teardown.add(new BucketNotification(queue, KEYS.region(), object -> true)));
        Function function = teardown.add(Function.start(LauncherDeployment.function(
                Installation.current(),
                environment(faults.launcherKeys(), server.endpoint(), emr.endpoint()),
                folder.resolve("launcher.log"))));
        InvokeApi lambda = teardown.add(InvokeApi.start(KEYS, LauncherDeployment.NAME, function));
        EventSourceMapping mapping =
                teardown.add(new EventSourceMapping(queue, function, Duration.ZERO, KEYS.region()));
        mapping.start();
        var standIns = new StandIns(
                server.endpoint(),
                sqs.endpoint(),
                emr.endpoint(),
                lambda.endpoint(),
                queue.url(),
                queue.deadLetterUrl());
        target = new SmokeTarget(
                teardown.add(StackClients.of(standIns)),
                standIns.places(),
                "log_data/",
                Map.of(),
                Map.of(),
                run -> faults.runLog());
    }

    SmokeTarget target() {
        return target;
    }

    List<String> inputKeys() {
        return s3.listObjectsV2(list -> list.bucket(INPUT)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    @Override
    public void close() throws IOException {
        teardown.close();
    }

    private static Map<String, String> environment(SigningKeys keys, URI s3Endpoint, URI emrEndpoint) {
        return Map.ofEntries(
                Map.entry("EMR_APPLICATION_ID", EmrServer.APPLICATION_ID),
                Map.entry("EMR_EXECUTION_ROLE_ARN", "arn:aws:iam::000000000000:role/sparkify-job"),
                Map.entry("JOB_JAR", "s3://sparkify-assets/spark-job.jar"),
                Map.entry("INPUT_BUCKET", INPUT),
                Map.entry("LAKE", "s3://" + LAKE),
                Map.entry("AWS_REGION", keys.region()),
                Map.entry("AWS_ACCESS_KEY_ID", keys.accessKeyId()),
                Map.entry("AWS_SECRET_ACCESS_KEY", keys.secretAccessKey()),
                Map.entry("AWS_ENDPOINT_URL_S3", s3Endpoint.toString()),
                Map.entry("AWS_ENDPOINT_URL_EMR_SERVERLESS", emrEndpoint.toString()));
    }
}
