package com.sparkify.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** A launcher with S3, EMR and clock in memory. */
final class LauncherFixture {
    static final Map<String, String> ENVIRONMENT = Map.of(
            "EMR_APPLICATION_ID", "00fabc1234567890",
            "EMR_EXECUTION_ROLE_ARN", "arn:aws:iam::123456789012:role/sparkify-job",
            "JOB_JAR", "s3://sparkify-assets/spark-job.jar",
            "INPUT_BUCKET", "sparkify-logs",
            "LAKE", "s3://sparkify-lake");
    private static final Settings SETTINGS = Settings.from(ENVIRONMENT);
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Path EVENTS = Path.of("../samples/events");

    final SetClock clock = new SetClock();
    final FakeS3 s3 = new FakeS3(clock);
    final FakeEmr emr = new FakeEmr(clock);
    final List<String> log = new ArrayList<>();
    /** Ids of runs and manifests. */
    Supplier<UUID> ids = UUID::randomUUID;

    private LauncherHandler handler = newInstance();

    /** Another instance of the function, which remembers nothing. */
    LauncherHandler newInstance() {
        handler = new LauncherHandler(
                SETTINGS, new AwsClients(s3, emr), clock, () -> ids.get(), new Journal(log::add, clock));
        return handler;
    }

    JsonNode handle(String event) {
        return handle(event.getBytes(StandardCharsets.UTF_8));
    }

    JsonNode handle(byte[] event) {
        return handle(handler, event);
    }

    static JsonNode handle(LauncherHandler handler, byte[] event) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            handler.handleRequest(new ByteArrayInputStream(event), answer, new FakeContext());
            return MAPPER.readTree(answer.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What all manifests announce, in their order. */
    List<JsonNode> announced() {
        List<JsonNode> objects = new ArrayList<>();
        manifests().forEach(manifest -> manifest.path("objects").forEach(objects::add));
        return objects;
    }

    List<JsonNode> manifests() {
        return s3.keys("pending/").stream().map(key -> json(s3.bytes(key))).toList();
    }

    static byte[] sample(String name) {
        try {
            return Files.readAllBytes(EVENTS.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(byte[] document) {
        try {
            return MAPPER.readTree(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
