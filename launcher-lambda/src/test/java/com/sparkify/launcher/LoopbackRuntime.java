package com.sparkify.launcher;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Lambda's Runtime API: hands out one event at a time and takes its answer. */
final class LoopbackRuntime extends LoopbackServer {
    private static final String JSON = "application/json";

    private final BlockingQueue<byte[]> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();
    private int invocations;
    volatile long deadlineMillis = 20_000;
    /** When the function first asked for an event, which is the end of its initialisation. */
    volatile long readyNanos;

    LoopbackRuntime() throws IOException {}

    /** @param kind response, error, or the phase that failed */
    record Reply(String kind, String body) {}

    Reply invoke(byte[] event) throws InterruptedException {
        events.add(event);
        return reply();
    }

    Reply reply() throws InterruptedException {
        Reply reply = replies.poll(30, TimeUnit.SECONDS);
        if (reply == null) {
            throw new AssertionError("The function did not answer within 30 s");
        }
        return reply;
    }

    @Override
    Answer answer(String method, String path, String query, byte[] body, HttpExchange exchange)
            throws InterruptedException {
        if (path.endsWith("/restore/next")) {
            replies.add(new Reply("restored", ""));
            return Answer.of(200, JSON, "");
        }
        if (path.endsWith("/invocation/next")) {
            readyNanos = readyNanos == 0 ? System.nanoTime() : readyNanos;
            byte[] event = events.take();
            exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", "request-" + ++invocations);
            exchange.getResponseHeaders()
                    .set("Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + deadlineMillis));
            exchange.getResponseHeaders()
                    .set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-west-1:123456789012:function:f");
            return new Answer(200, JSON, event);
        }
        replies.add(new Reply(path.substring(path.lastIndexOf('/') + 1), new String(body, StandardCharsets.UTF_8)));
        return Answer.of(202, JSON, "{}");
    }
}
