package com.sparkify.local.lambda;

import com.sparkify.local.http.LoopbackServer;
import com.sparkify.local.lambda.Invocation.Answer;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The Lambda Runtime API (2018-06-01), which a function's process polls for events and to which it posts responses.
 * Passes bytes through without interpreting them.
 */
final class RuntimeApi implements AutoCloseable {

    private static final String PREFIX = "/2018-06-01/runtime/";

    private final String functionArn;
    private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
    private final Map<String, Invocation> inFlight = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> initialised = new CompletableFuture<>();
    private final LoopbackServer server;
    /** Error of a failed initialisation; the process exits soon after. */
    private volatile String initError;

    RuntimeApi(String functionName) throws IOException {
        this.functionArn = "arn:aws:lambda:us-east-1:000000000000:function:" + functionName;
        this.server = LoopbackServer.start("lambda-runtime-api", 0, this::handle);
    }

    String address() {
        return "127.0.0.1:" + server.port();
    }

    CompletableFuture<Void> initialised() {
        return initialised;
    }

    /** Called when another process starts. */
    void forgetInitError() {
        initError = null;
    }

    void submit(Invocation invocation) {
        inFlight.put(invocation.requestId(), invocation);
        waiting.add(invocation);
    }

    /**
     * Fails the invocation in progress, as the service does when the process dies or times out. An earlier
     * initialisation error takes precedence as the reason.
     */
    void abandon(String reason) {
        String message = initError == null ? reason : initError;
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
            initialised.complete(null);
            next(exchange);
            return;
        }
        if (path.equals(PREFIX + "restore/next")) {
            // the snapshot is taken and restored at once
            initialised.complete(null);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
            return;
        }
        byte[] payload = exchange.getRequestBody().readAllBytes();
        if (path.equals(PREFIX + "init/error")) {
            initError = new String(payload, StandardCharsets.UTF_8);
            abandon(initError);
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
        headers.set("Lambda-Runtime-Invoked-Function-Arn", functionArn);
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
