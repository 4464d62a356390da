package com.sparkify.local.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sparkify.local.lambda.Function;
import com.sparkify.local.queue.EventQueue;
import com.sparkify.local.queue.QueueSettings;
import com.sparkify.local.stack.Installation;
import com.sparkify.local.stack.LauncherDeployment;
import com.sparkify.local.test.LocalAws;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The packaged launcher with a real queue, a real S3 and the EMR Serverless endpoint, whose runs load nothing, so that
 * announced objects stay in their manifests.
 */
final class PackagedLauncher implements AutoCloseable {

    static final String INPUT = "sparkify-logs";
    static final String LAKE = "sparkify-lake";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LocalAws aws;
    private final Wire s3Wire;
    private final Wire emrWire;
    final EventQueue queue;
    final Function function;

    /** @param cut see {@link Wire#to}, for both services */
    PackagedLauncher(LocalAws aws, Path folder, Duration visibility, BooleanSupplier cut) throws IOException {
        this.aws = aws;
        queue = aws.queue("sparkify-events", new QueueSettings(visibility, 1_000));
        s3Wire = Wire.to(aws.s3Endpoint(), cut);
        emrWire = Wire.to(aws.emrEndpoint(), cut);
        function = Function.start(
                LauncherDeployment.function(Installation.current(), environment(), folder.resolve("launcher.log")));
    }

    /** Returns every key in the manifests. */
    Set<String> announced() throws IOException {
        var keys = new TreeSet<String>();
        for (JsonNode manifest : manifests()) {
            manifest.path("objects").forEach(each -> keys.add(each.path("key").asText()));
        }
        return keys;
    }

    /** Returns every request in the manifests. */
    List<String> requested() throws IOException {
        return manifests().stream()
                .filter(manifest -> manifest.has("request"))
                .map(manifest -> manifest.get("request").toString())
                .toList();
    }

    private List<JsonNode> manifests() throws IOException {
        var manifests = new ArrayList<JsonNode>();
        for (S3Object object : aws.s3()
                .listObjectsV2Paginator(list -> list.bucket(LAKE).prefix("pending/"))
                .contents()) {
            manifests.add(JSON.readTree(aws.s3()
                    .getObjectAsBytes(get -> get.bucket(LAKE).key(object.key()))
                    .asByteArray()));
        }
        return manifests;
    }

    String region() {
        return aws.keys().region();
    }

    long calls(String method) {
        return aws.emrLog().accesses().stream()
                .filter(access -> access.method().equals(method))
                .count();
    }

    int runs() {
        return aws.runs().size();
    }

    @Override
    public void close() throws IOException {
        function.close();
        s3Wire.close();
        emrWire.close();
    }

    private Map<String, String> environment() {
        var environment = new HashMap<>(Launchers.ENVIRONMENT);
        environment.putAll(aws.environment());
        environment.put("AWS_ENDPOINT_URL_S3", s3Wire.endpoint().toString());
        environment.put("AWS_ENDPOINT_URL_EMR_SERVERLESS", emrWire.endpoint().toString());
        return environment;
    }
}
