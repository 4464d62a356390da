package com.sparkify.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** As much of EMR Serverless's protocol as the launcher speaks; its runs stay RUNNING. */
final class LoopbackEmr extends LoopbackServer {
    private static final String JSON = "application/json";

    final List<JsonNode> starts = new CopyOnWriteArrayList<>();
    private final Map<String, String> runs = new ConcurrentHashMap<>();
    volatile int throttled;

    LoopbackEmr() throws IOException {}

    @Override
    Answer answer(String method, String path, String query, byte[] body, HttpExchange exchange) {
        if (throttled > 0) {
            throttled--;
            exchange.getResponseHeaders().set("x-amzn-ErrorType", "TooManyRequestsException");
            return Answer.of(429, JSON, "{\"message\":\"Rate exceeded\"}");
        }
        if (method.equals("GET")) {
            return Answer.of(200, JSON, "{\"jobRuns\":[" + String.join(",", runs.values()) + "]}");
        }
        JsonNode start = Bench.json(body);
        starts.add(start);
        String token = start.path("clientToken").textValue();
        runs.put(token, summary(start.path("name").textValue()));
        return Answer.of(
                200, JSON, "{\"applicationId\":\"00fabc1234567890\",\"jobRunId\":\"00f1\",\"arn\":\"arn:aws:x\"}");
    }

    String launchIds() {
        return starts.stream()
                .map(start -> start.path("clientToken").textValue())
                .collect(Collectors.joining(" "));
    }

    private static String summary(String name) {
        double now = Instant.now().toEpochMilli() / 1000.0;
        return "{\"applicationId\":\"00fabc1234567890\",\"id\":\"00f1\",\"name\":\"" + name
                + "\",\"arn\":\"arn:aws:x\",\"createdBy\":\"arn:aws:y\",\"createdAt\":" + now + ",\"updatedAt\":" + now
                + ",\"executionRole\":\"arn:aws:z\",\"state\":\"RUNNING\",\"stateDetails\":\"\",\"releaseLabel\":\"x\"}";
    }
}
