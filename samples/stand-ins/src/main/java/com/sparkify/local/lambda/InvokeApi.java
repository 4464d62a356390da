package com.sparkify.local.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sparkify.local.access.SignatureCheck;
import com.sparkify.local.access.SigningKeys;
import com.sparkify.local.http.LoopbackServer;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Lambda's Invoke API (2015-03-31) for one function, synchronous only. */
public final class InvokeApi implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SignatureCheck signatures;
    private final String path;
    private final Invoker function;
    private final LoopbackServer server;

    private InvokeApi(SigningKeys keys, String functionName, Invoker function) throws IOException {
        this.signatures = new SignatureCheck(keys);
        this.path = "/2015-03-31/functions/" + functionName + "/invocations";
        this.function = function;
        this.server = LoopbackServer.start("lambda", 0, this::handle);
    }

    /** Starts the API for this function only. */
    public static InvokeApi start(SigningKeys keys, String functionName, Invoker function) throws IOException {
        return new InvokeApi(keys, functionName, function);
    }

    public URI endpoint() {
        return server.endpoint();
    }

    @Override
    public void close() {
        server.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] event = exchange.getRequestBody().readAllBytes();
        URI uri = exchange.getRequestURI();
        SignatureCheck.Result signature = signatures.check(exchange, event);
        String type = exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type");
        if (signature != SignatureCheck.Result.VALID) {
            refuse(exchange, 403, signature.errorType(), signature.message());
        } else if (!uri.getPath().equals(path) || !exchange.getRequestMethod().equals("POST")) {
            refuse(exchange, 404, "ResourceNotFoundException", "Function not found: " + uri.getPath());
        } else if (type != null && !type.equals("RequestResponse")) {
            refuse(
                    exchange,
                    400,
                    "InvalidParameterValueException",
                    "Only synchronous invocations are supported, not " + type);
        } else {
            invoke(exchange, event);
        }
    }

    private void invoke(HttpExchange exchange, byte[] event) throws IOException {
        byte[] answer;
        try {
            answer = function.invoke(event);
        } catch (FunctionException e) {
            exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
            answer = e.getMessage().getBytes(StandardCharsets.UTF_8);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            refuse(exchange, 500, "ServiceException", "The function was shut down");
            return;
        }
        send(exchange, 200, answer);
    }

    private static void refuse(HttpExchange exchange, int status, String type, String message) throws IOException {
        exchange.getResponseHeaders().set("x-amzn-errortype", type);
        send(exchange, status, JSON.writeValueAsBytes(Map.of("Type", "User", "Message", message)));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
