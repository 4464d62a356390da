package com.sparkify.etl.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongConsumer;

/**
 * Reads requests from a stream of JSON lines: {@code {"id": …, "sql": …, "asOf": …}}, {@code {"tables": true}}, and
 * {@code {"use": …}}, which is not answered. {@code {"cancel": id}} is executed at once, since it concerns the running
 * statement.
 */
final class QueryRequests {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BlockingQueue<Optional<JsonNode>> waiting = new LinkedBlockingQueue<>();
    private final LongConsumer cancel;

    private QueryRequests(LongConsumer cancel) {
        this.cancel = cancel;
    }

    static QueryRequests from(InputStream in, LongConsumer cancel) {
        QueryRequests requests = new QueryRequests(cancel);
        Thread reader = new Thread(() -> requests.read(in), "requests");
        reader.setDaemon(true);
        reader.start();
        return requests;
    }

    /** Returns the next request; empty at the end of the stream. */
    Optional<JsonNode> next() throws InterruptedException {
        return waiting.take();
    }

    private void read(InputStream in) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode request = JSON.readTree(line);
                if (request.has("cancel")) {
                    cancel.accept(request.get("cancel").asLong());
                } else if (request.has("s3Endpoint")) {
                    System.setProperty(
                            "aws.endpointUrlS3", request.get("s3Endpoint").asText());
                } else {
                    waiting.add(Optional.of(request));
                }
            }
        } catch (IOException e) {
            System.err.println("error: a request cannot be read: " + e.getMessage());
        }
        waiting.add(Optional.empty());
    }
}
