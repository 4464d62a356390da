package com.sparkify.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sparkify.local.access.SigningKeys;
import com.sparkify.local.emr.EmrServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Endpoints of the stand-ins that run over an OUT folder, recorded in a file there while they run. */
public record StandIns(URI s3, URI sqs, URI emr, URI lambda, String queueUrl, String deadLetterQueueUrl) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Returns the running stand-ins of that folder; empty if none run. */
    public static Optional<StandIns> over(OutFolder out) throws IOException {
        if (!out.isLocked()) {
            // a file without a lock was left by a killed process
            return Optional.empty();
        }
        try {
            JsonNode file = JSON.readTree(Files.readAllBytes(out.endpoints()));
            return Optional.of(new StandIns(
                    URI.create(file.get("s3").asText()),
                    URI.create(file.get("sqs").asText()),
                    URI.create(file.get("emr").asText()),
                    URI.create(file.get("lambda").asText()),
                    file.get("queueUrl").asText(),
                    file.get("deadLetterQueueUrl").asText()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    public StackPlaces places() {
        return new StackPlaces(
                LocalStack.INPUT_BUCKET,
                "s3://" + LocalStack.LAKE_BUCKET,
                queueUrl,
                deadLetterQueueUrl,
                EmrServer.APPLICATION_ID,
                LauncherDeployment.NAME);
    }

    SigningKeys keys() {
        return SigningKeys.LOCAL;
    }

    /** Publishes the endpoints to other processes until the result is closed. */
    AutoCloseable announce(OutFolder out) throws IOException {
        ObjectNode file = JSON.createObjectNode()
                .put("s3", s3.toString())
                .put("sqs", sqs.toString())
                .put("emr", emr.toString())
                .put("lambda", lambda.toString())
                .put("queueUrl", queueUrl)
                .put("deadLetterQueueUrl", deadLetterQueueUrl);
        Path draft = out.endpoints().resolveSibling(".endpoints.draft");
        Files.write(draft, JSON.writeValueAsBytes(file));
        Files.move(draft, out.endpoints(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return () -> Files.deleteIfExists(out.endpoints());
    }
}
