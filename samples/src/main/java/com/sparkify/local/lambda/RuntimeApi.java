package com.sparkify.local.lambda;

import com.sparkify.local.http.LoopbackServer;
import com.sparkify.local.lambda.Invocation.Answer;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The Lambda Runtime API (2018-06-01), which a function's process polls for events and posts its answers to. It hands
 * bytes through and knows nothing of what is in them.
 */
final class RuntimeApi implements AutoCloseable {

    private static final String PREFIX = "/2018-06-01/runtime/";
    static final String FUNCTION_ARN = "arn:aws:lambda:us-east-1:000000000000:function:" + Function.NAME;

    private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
    private final Map<String, Invocation> inFlight = new ConcurrentHashMap<>();
    private final LoopbackServer server;

    RuntimeApi() throws IOException {
        this.server = LoopbackServer.start("lambda-runtime-api", 0, this::handle);
    }

    String address() {
        return "127.0.0.1:" + server.port();
    }

    void submit(Invocation invocation) {
        inFlight.put(invocation.requestId(), invocation);
        waiting.add(invocation);
    }

    /** Ends whatever is under way with an error, as the service does when the process dies or runs out of time. */
    void abandon(String message) {
        waiting.clear();
        inFlight.values().forEach(invocation -> invocation.answer().complete(failure(message)));
        inFlight.clear();
    }

    @Override
    public void close() {
        abandon("The function was shut down");
        server.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals(PREFIX + "invocation/next")) {
            next(exchange);
            return;
        }
        byte[] payload = exchange.getRequestBody().readAllBytes();
        if (path.equals(PREFIX + "init/error")) {
            abandon(new String(payload, StandardCharsets.UTF_8));
        } else if (path.startsWith(PREFIX + "invocation/")) {
            String[] parts = path.substring(PREFIX.length()).split("/");
            answer(parts[1], new Answer(parts[2].equals("response"), payload));
        } else {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
            return;
        }
        exchange.sendResponseHeaders(202, -1);
        exchange.close();
    }

    private void next(HttpExchange exchange) throws IOException {
        Invocation invocation;
        try {
            invocation = waiting.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.close();
            return;
        }
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/json");
        headers.set("Lambda-Runtime-Aws-Request-Id", invocation.requestId());
        headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(invocation.deadlineMillis()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", FUNCTION_ARN);
        exchange.sendResponseHeaders(200, invocation.event().length);
        exchange.getResponseBody().write(invocation.event());
        exchange.close();
    }

    private void answer(String requestId, Answer answer) {
        Invocation invocation = inFlight.remove(requestId);
        if (invocation != null) {
            invocation.answer().complete(answer);
        }
    }

    private static Answer failure(String message) {
        return new Answer(false, message.getBytes(StandardCharsets.UTF_8));
    }
}
