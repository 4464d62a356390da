package com.sparkify.local.emr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sparkify.local.access.AccessLog;
import com.sparkify.local.access.SignatureCheck;
import com.sparkify.local.access.SigningKeys;
import com.sparkify.local.http.LoopbackServer;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * The REST-JSON protocol of EMR Serverless (API 2021-07-13) for one application: StartJobRun, GetJobRun, ListJobRuns,
 * CancelJobRun and GetApplication, with the service's limits, errors and states.
 */
public final class EmrServer implements AutoCloseable {

    /** The default application id. */
    public static final String APPLICATION_ID = "00local000000001";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String applicationId;
    private final SignatureCheck signatures;
    private final AccessLog accessLog;
    private final JobRuns runs;
    private final Instant createdAt;
    private final LoopbackServer server;

    private EmrServer(
            SigningKeys keys, String applicationId, Driver driver, AccessLog accessLog, Consumer<JobRun> listener)
            throws IOException {
        this.applicationId = Limits.APPLICATION_ID.require(applicationId);
        this.signatures = new SignatureCheck(keys);
        this.accessLog = accessLog;
        Clock clock = Clock.systemUTC();
        this.createdAt = clock.instant();
        this.runs = new JobRuns(applicationId, driver, listener, clock);
        this.server = LoopbackServer.start("emr-serverless", 0, this::handle);
    }

    /** Starts the server. The listener is called for every state change of a run, in order, and must return quickly. */
    public static EmrServer start(SigningKeys keys, Driver driver, AccessLog accessLog, Consumer<JobRun> listener)
            throws IOException {
        return start(keys, APPLICATION_ID, driver, accessLog, listener);
    }

    public static EmrServer start(
            SigningKeys keys, String applicationId, Driver driver, AccessLog accessLog, Consumer<JobRun> listener)
            throws IOException {
        return new EmrServer(keys, applicationId, driver, accessLog, listener);
    }

    public URI endpoint() {
        return server.endpoint();
    }

    /** Returns all runs in order of submission. */
    public Collection<JobRun> runs() {
        return runs.all();
    }

    /** Accepts runs without starting them until {@link #release()}. */
    public void hold() {
        runs.hold();
    }

    public void release() {
        runs.release();
    }

    @Override
    public void close() {
        runs.close();
        server.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        int status = 200;
        ObjectNode answer;
        try {
            requireSignature(exchange, body);
            answer = route(exchange, body);
        } catch (ServiceError e) {
            status = e.status();
            exchange.getResponseHeaders().set("x-amzn-errortype", e.type());
            answer = Documents.error(e.getMessage());
        } catch (RuntimeException e) {
            status = 500;
            exchange.getResponseHeaders().set("x-amzn-errortype", "InternalServerException");
            answer = Documents.error(String.valueOf(e.getMessage()));
        }
        URI uri = exchange.getRequestURI();
        accessLog.add(
                exchange.getRequestMethod(),
                uri.toString(),
                exchange.getRequestHeaders().containsKey("Authorization"),
                status);
        byte[] bytes = JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void requireSignature(HttpExchange exchange, byte[] body) {
        SignatureCheck.Result result = signatures.check(exchange, body);
        if (result != SignatureCheck.Result.VALID) {
            throw ServiceError.denied(result.errorType(), result.message());
        }
    }

    private ObjectNode route(HttpExchange exchange, byte[] body) {
        URI uri = exchange.getRequestURI();
        String[] path = uri.getPath().substring(1).split("/");
        if (path.length < 2 || !path[0].equals("applications")) {
            throw ServiceError.notFound("No such operation: " + exchange.getRequestMethod() + " " + uri.getPath());
        }
        boolean jobRuns = path.length > 2 && path[2].equals("jobruns");
        String operation = exchange.getRequestMethod() + (jobRuns ? " jobruns" : "") + (path.length > 3 ? " id" : "");
        return switch (operation) {
            case "GET" -> {
                requireApplication(path[1]);
                yield Documents.application(applicationId, createdAt);
            }
            case "POST jobruns" -> start(path[1], body);
            case "GET jobruns" -> list(path[1], Query.parse(uri.getRawQuery()));
            case "GET jobruns id" -> Documents.jobRun(find(path[1], path[3]));
            case "DELETE jobruns id" -> {
                JobRun run = find(path[1], path[3]);
                runs.cancel(run.id());
                yield Documents.identifiers(run);
            }
            default -> throw ServiceError.notFound("No such operation: " + operation);
        };
    }

    private ObjectNode start(String application, byte[] body) {
        Limits.APPLICATION_ID.require(application);
        JobRequest request;
        try {
            request = JobRequest.from(JSON.readTree(new String(body, StandardCharsets.UTF_8)));
        } catch (JsonProcessingException e) {
            throw ServiceError.validation("The request body is no JSON");
        }
        requireApplication(application);
        return Documents.started(runs.submit(request));
    }

    /** A page token is the position of its first run: new runs may shift pages, as in the service. */
    private ObjectNode list(String application, Query query) {
        requireApplication(application);
        List<JobRun> matching = runs.list(query.filter());
        int from = Math.min(position(query.nextToken()), matching.size());
        int to = Math.min(from + query.maxResults(), matching.size());
        return Documents.page(matching.subList(from, to), to < matching.size() ? token(to) : null);
    }

    private JobRun find(String application, String jobRunId) {
        requireApplication(application);
        return runs.find(Limits.JOB_RUN_ID.require(jobRunId));
    }

    private void requireApplication(String application) {
        if (!Limits.APPLICATION_ID.require(application).equals(applicationId)) {
            throw ServiceError.notFound("Application " + application + " does not exist");
        }
    }

    private static String token(int position) {
        return Base64.getUrlEncoder().encodeToString(Integer.toString(position).getBytes(StandardCharsets.US_ASCII));
    }

    private static int position(String token) {
        try {
            return token == null
                    ? 0
                    : Integer.parseUnsignedInt(
                            new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw ServiceError.validation("nextToken is none of ours: '" + token + "'");
        }
    }
}
