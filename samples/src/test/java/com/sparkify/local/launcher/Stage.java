package com.sparkify.local.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sparkify.local.access.AccessLog;
import com.sparkify.local.access.SigningKeys;
import com.sparkify.local.emr.EmrServer;
import com.sparkify.local.lambda.Function;
import com.sparkify.local.lambda.FunctionSettings;
import com.sparkify.local.queue.EventQueue;
import com.sparkify.local.queue.QueueServer;
import com.sparkify.local.queue.QueueSettings;
import com.sparkify.local.s3.LocalS3;
import com.sparkify.local.s3.S3Server;
import com.sparkify.local.stack.Installation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The packaged launcher with a real queue, a real S3 and the EMR Serverless endpoint, whose runs load nothing: what is
 * announced stays in its manifests, to be counted.
 */
final class Stage implements AutoCloseable {

    static final SigningKeys KEYS = SigningKeys.LOCAL;
    static final String INPUT = "sparkify-logs";
    private static final String LAKE = "sparkify-lake";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final QueueServer queueServer;
    private final SqsClient sqs;
    private final S3Server s3Server;
    private final S3Client s3;
    private final EmrServer emr;
    private final Wire s3Wire;
    private final Wire emrWire;
    final EventQueue queue;
    final Function function;
    final AccessLog emrAccessLog = AccessLog.inMemory();

    /** @param cut of the wires between the function and both services */
    Stage(Path folder, Duration visibility, BooleanSupplier cut) throws IOException {
        queueServer = QueueServer.start(KEYS);
        sqs = queueServer.client(KEYS);
        queue = EventQueue.create(sqs, "sparkify-events", new QueueSettings(visibility, 1_000));
        s3Server = S3Server.start(
                folder.resolve("store"), 0, KEYS, List.of(LAKE, INPUT), LAKE, object -> {}, AccessLog.inMemory());
        s3 = LocalS3.client(s3Server.endpoint(), KEYS);
        emr = EmrServer.start(KEYS, run -> new ProcessBuilder("sleep", "600").start(), emrAccessLog, run -> {});
        s3Wire = Wire.to(s3Server.endpoint(), cut);
        emrWire = Wire.to(emr.endpoint(), cut);
        var installation = Installation.current();
        function = Function.start(new FunctionSettings(
                installation.launcherJar(),
                installation.lambdaClassPath(),
                "com.sparkify.launcher.LauncherHandler::handleRequest",
                environment(),
                Duration.ofSeconds(30),
                folder.resolve("launcher.log")));
    }

    /** Every key that some manifest announces. */
    Set<String> announced() throws IOException {
        var keys = new TreeSet<String>();
        for (JsonNode manifest : manifests()) {
            manifest.path("objects").forEach(each -> keys.add(each.path("key").asText()));
        }
        return keys;
    }

    /** Every request that some manifest holds. */
    List<String> requested() throws IOException {
        return manifests().stream()
                .filter(manifest -> manifest.has("request"))
                .map(manifest -> manifest.get("request").toString())
                .toList();
    }

    private List<JsonNode> manifests() throws IOException {
        var manifests = new ArrayList<JsonNode>();
        for (S3Object object : s3.listObjectsV2Paginator(
                        list -> list.bucket(LAKE).prefix("pending/"))
                .contents()) {
            manifests.add(
                    JSON.readTree(s3.getObjectAsBytes(get -> get.bucket(LAKE).key(object.key()))
                            .asByteArray()));
        }
        return manifests;
    }

    S3Client s3() {
        return s3;
    }

    URI s3Endpoint() {
        return s3Server.endpoint();
    }

    long calls(String method) {
        return emrAccessLog.accesses().stream()
                .filter(access -> access.method().equals(method))
                .count();
    }

    int runs() {
        return emr.runs().size();
    }

    @Override
    public void close() throws IOException {
        function.close();
        s3Wire.close();
        emrWire.close();
        emr.close();
        s3.close();
        s3Server.close();
        sqs.close();
        queueServer.close();
    }

    private Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("EMR_APPLICATION_ID", EmrServer.APPLICATION_ID),
                Map.entry("EMR_EXECUTION_ROLE_ARN", "arn:aws:iam::000000000000:role/sparkify-job"),
                Map.entry("JOB_JAR", "s3://sparkify-assets/spark-job.jar"),
                Map.entry("INPUT_BUCKET", INPUT),
                Map.entry("LAKE", "s3://" + LAKE),
                Map.entry("AWS_REGION", KEYS.region()),
                Map.entry("AWS_ACCESS_KEY_ID", KEYS.accessKeyId()),
                Map.entry("AWS_SECRET_ACCESS_KEY", KEYS.secretAccessKey()),
                Map.entry("AWS_ENDPOINT_URL_S3", s3Wire.endpoint().toString()),
                Map.entry("AWS_ENDPOINT_URL_EMR_SERVERLESS", emrWire.endpoint().toString()));
    }
}
