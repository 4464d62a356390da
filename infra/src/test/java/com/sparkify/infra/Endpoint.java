package com.sparkify.infra;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Answers the launcher as S3 and EMR Serverless would: one run is there, and it takes no more work. Keeps what was
 * asked.
 */
final class Endpoint implements AutoCloseable {
    static final String CLOSING = "00000000-0000-4000-8000-000000000000";
    private static final String LISTING =
            "<ListBucketResult><IsTruncated>false</IsTruncated><KeyCount>0</KeyCount></ListBucketResult>";

    private final HttpServer server;
    private final List<S3Request> s3Requests = new CopyOnWriteArrayList<>();
    private final List<String> startedRuns = new CopyOnWriteArrayList<>();

    Endpoint() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/applications/", this::emr);
        server.createContext("/", this::s3);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<S3Request> s3Requests() {
        return s3Requests;
    }

    /** The bodies of StartJobRun. */
    List<String> startedRuns() {
        return startedRuns;
    }

    private void emr(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (exchange.getRequestMethod().equals("POST")) {
            startedRuns.add(body);
            answer(exchange, 200, "{\"applicationId\":\"00fabc1234567890\",\"jobRunId\":\"00f1\",\"arn\":\"arn\"}");
        } else {
            long now = Instant.now().getEpochSecond();
            answer(exchange, 200, """
                    {"jobRuns":[{"applicationId":"00fabc1234567890","id":"00f0","arn":"arn","createdBy":"arn",
                    "executionRole":"arn","name":"sparkify-load-%s","state":"RUNNING","stateDetails":"",
                    "releaseLabel":"emr-spark-8.1.0","createdAt":%d,"updatedAt":%d}]}""".formatted(CLOSING, now - 60, now - 30));
        }
    }

    private void s3(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        s3Requests.add(new S3Request(
                exchange.getRequestMethod(), exchange.getRequestURI().toString()));
        answer(exchange, 200, exchange.getRequestMethod().equals("GET") ? LISTING : "");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("ETag", "\"0\"");
        exchange.getResponseHeaders().add("Last-Modified", "Thu, 01 Nov 2018 00:00:00 GMT");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
