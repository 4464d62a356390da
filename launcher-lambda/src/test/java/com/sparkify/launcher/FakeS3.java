package com.sparkify.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** One consistent bucket in memory. {@code before} and {@code after} see each call and may fail it. */
final class FakeS3 implements S3Client {
    private final SortedMap<String, Stored> objects = new TreeMap<>();
    private final Clock clock;
    final List<String> calls = new ArrayList<>();
    /** How many pages without an object a listing begins with, as over delete markers. */
    int emptyPages;

    Consumer<String> before = call -> {};
    Consumer<String> after = call -> {};

    FakeS3(Clock clock) {
        this.clock = clock;
    }

    record Stored(byte[] bytes, Instant lastModified) {}

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        return call("PutObject", () -> {
            if ("*".equals(request.ifNoneMatch()) && objects.containsKey(request.key())) {
                throw S3Exception.builder()
                        .statusCode(412)
                        .message("PreconditionFailed")
                        .build();
            }
            put(request.key(), content(body));
            return PutObjectResponse.builder().build();
        });
    }

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
        return call("HeadObject", () -> {
            if (!objects.containsKey(request.key())) {
                throw NoSuchKeyException.builder()
                        .statusCode(404)
                        .message("Not Found")
                        .build();
            }
            return HeadObjectResponse.builder().build();
        });
    }

    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
        return call("ListObjectsV2", () -> {
            int emptyBefore = request.continuationToken() == null ? 0 : Integer.parseInt(request.continuationToken());
            if (emptyBefore < emptyPages) {
                return ListObjectsV2Response.builder()
                        .isTruncated(true)
                        .nextContinuationToken(Integer.toString(emptyBefore + 1))
                        .build();
            }
            return ListObjectsV2Response.builder()
                    .contents(keys(request.prefix()).stream()
                            .filter(key -> request.startAfter() == null || key.compareTo(request.startAfter()) > 0)
                            .limit(request.maxKeys())
                            .map(key -> S3Object.builder()
                                    .key(key)
                                    .lastModified(objects.get(key).lastModified())
                                    .build())
                            .toList())
                    .build();
        });
    }

    void put(String key, byte[] bytes) {
        objects.put(key, new Stored(bytes, clock.instant()));
    }

    void remove(String key) {
        objects.remove(key);
    }

    List<String> keys(String prefix) {
        return objects.tailMap(prefix).keySet().stream()
                .takeWhile(key -> key.startsWith(prefix))
                .toList();
    }

    byte[] bytes(String key) {
        return objects.get(key).bytes();
    }

    @Override
    public String serviceName() {
        return "s3";
    }

    @Override
    public void close() {}

    private <T> T call(String name, java.util.function.Supplier<T> action) {
        calls.add(name);
        before.accept(name);
        T answer = action.get();
        after.accept(name);
        return answer;
    }

    private static byte[] content(RequestBody body) {
        try {
            return body.contentStreamProvider().newStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
