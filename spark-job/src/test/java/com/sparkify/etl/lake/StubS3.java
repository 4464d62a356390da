package com.sparkify.etl.lake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The HTTP side of S3: a function answers the requests of a real client. */
final class StubS3 implements SdkHttpClient {
    /** All requests, in order. */
    final List<Request> requests = new ArrayList<>();

    private final Function<Request, Answer> answers;

    StubS3(Function<Request, Answer> answers) {
        this.answers = answers;
    }

    /** A request with its decoded parameters. */
    record Request(HttpExecuteRequest sent, String body) {
        String method() {
            return sent.httpRequest().method().name();
        }

        /** Returns a parameter's value; empty if there is none. */
        String parameter(String name) {
            return sent.httpRequest().firstMatchingRawQueryParameter(name).orElse("");
        }

        String header(String name) {
            return sent.httpRequest().firstMatchingHeader(name).orElse("");
        }

        boolean hasParameter(String name) {
            return sent.httpRequest().rawQueryParameters().containsKey(name);
        }
    }

    record Answer(int status, String etag, String body) {
        static Answer xml(String body) {
            return new Answer(200, "\"none\"", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + body);
        }

        static Answer error(int status, String code) {
            return new Answer(
                    status, "\"none\"", "<Error><Code>%s</Code><Message>stub</Message></Error>".formatted(code));
        }
    }

    S3ObjectStore store() {
        return new S3ObjectStore(
                "bucket",
                S3Client.builder()
                        .httpClient(this)
                        .region(Region.EU_CENTRAL_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                        .build());
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest sent) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() {
                Request request = new Request(sent, body(sent));
                requests.add(request);
                Answer answer = answers.apply(request);
                byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
                return HttpExecuteResponse.builder()
                        .response(SdkHttpFullResponse.builder()
                                .statusCode(answer.status())
                                .putHeader("ETag", answer.etag())
                                .putHeader("Content-Length", String.valueOf(bytes.length))
                                .build())
                        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(bytes)))
                        .build();
            }

            @Override
            public void abort() {}
        };
    }

    private static String body(HttpExecuteRequest sent) {
        return sent.contentStreamProvider()
                .map(content -> {
                    try {
                        return new String(content.newStream().readAllBytes(), StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .orElse("");
    }

    @Override
    public void close() {}
}
