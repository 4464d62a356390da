package com.sparkify.launcher;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * Handles sample events with stubbed HTTP clients, so that classes are loaded before the first real event. Leaves no
 * state for the snapshot: it opens no connection, resolves no credentials and draws no random numbers.
 */
final class ClassPreloader {
    private static final long MILLIS = 10_000;

    private ClassPreloader() {}

    static void perform(Settings settings) {
        Clock clock = Clock.systemUTC();
        for (boolean closing : List.of(false, true)) {
            Launcher launcher = launcher(settings, new Answers(closing, clock), clock);
            for (byte[] event : List.of(queuedPut(settings.inputs()), Json.write(Map.of("nudge", Map.of())))) {
                Outcome outcome = launcher.handle(event, Deadline.of(clock, MILLIS));
                new Journal(line -> {}, clock).tell("rehearsal", "rehearsal", outcome);
                Json.write(outcome.toJson());
            }
        }
    }

    private static Launcher launcher(Settings settings, SdkHttpClient http, Clock clock) {
        AwsClients clients =
                AwsClients.over(http, StaticCredentialsProvider.create(AwsBasicCredentials.create("none", "none")));
        LakeStore lake = new LakeStore(clients.s3(), settings.lake());
        Supplier<UUID> ids = () -> new UUID(0, 0);
        JoinOrStart runs = new JoinOrStart(lake, new EmrRuns(clients.emr(), settings), clock, ids);
        return new Launcher(settings.inputs(), lake, runs, clock, ids);
    }

    private static byte[] queuedPut(InputPrefixes inputs) {
        Map<String, Object> object = Map.of("key", inputs.logPrefix() + "none.json", "size", 1, "eTag", "none");
        Map<String, Object> s3 = Map.of("bucket", Map.of("name", inputs.bucket()), "object", object);
        byte[] body = Json.write(Map.of("Records", List.of(Map.of("eventName", "ObjectCreated:Put", "s3", s3))));
        return Json.write(Map.of(
                "Records",
                List.of(Map.of(
                        "messageId", "none",
                        "eventSource", "aws:sqs",
                        "body", new String(body, StandardCharsets.UTF_8)))));
    }

    /** Stubbed responses of S3 and EMR: one pending manifest and one run, which is closing or not. */
    record Answers(boolean closing, Clock clock) implements SdkHttpClient {
        private static final String PENDING =
                "<ListBucketResult><Contents><Key>pending/none.json</Key><LastModified>2018-11-12T10:15:30.000Z"
                        + "</LastModified></Contents></ListBucketResult>";

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            SdkHttpMethod method = request.httpRequest().method();
            boolean runs = request.httpRequest().encodedPath().contains("/jobruns");
            String body = runs ? runs() : method == SdkHttpMethod.GET ? PENDING : "";
            int status = method == SdkHttpMethod.HEAD && !closing ? 404 : 200;
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() {
                    return HttpExecuteResponse.builder()
                            .response(SdkHttpFullResponse.builder()
                                    .statusCode(status)
                                    .build())
                            .responseBody(AbortableInputStream.create(
                                    new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                            .build();
                }

                @Override
                public void abort() {}
            };
        }

        private String runs() {
            double now = clock.millis() / 1_000.0;
            return "{\"jobRunId\":\"none\",\"jobRuns\":[{\"name\":\"" + EmrRun.NAME_PREFIX
                    + "none\",\"state\":\"RUNNING\"" + ",\"createdAt\":" + now + ",\"updatedAt\":" + now + "}]}";
        }

        @Override
        public void close() {}
    }
}
