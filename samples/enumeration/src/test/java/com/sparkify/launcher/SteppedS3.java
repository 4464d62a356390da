package com.sparkify.launcher;

import com.sparkify.enumeration.CallResult;
import com.sparkify.enumeration.CallResult.Kind;
import com.sparkify.enumeration.Calls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkClientException;
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

/** The launcher's S3: each request is a step. */
final class SteppedS3 implements S3Client {
    private static final Instant WRITTEN = Instant.parse("2018-11-12T10:00:00Z");

    private final Calls calls;
    private final boolean isWritingLast;
    private final List<Runnable> postponed = new ArrayList<>();

    /** @param isWritingLast whether manifests are written at the end of the invocation, against the protocol */
    SteppedS3(Calls calls, boolean isWritingLast) {
        this.calls = calls;
        this.isWritingLast = isWritingLast;
    }

    /** The invocation is about to end. */
    void end() {
        postponed.forEach(Runnable::run);
        postponed.clear();
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        Runnable put = () -> {
            CallResult answer = answered(calls.call("PUT-IF", request.key(), text(body), ""));
            if (answer.is(Kind.REFUSED)) {
                throw refused(S3Exception.builder(), 412);
            }
        };
        if (isWritingLast) {
            postponed.add(put);
        } else {
            put.run();
        }
        return PutObjectResponse.builder().build();
    }

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
        if (answered(calls.call("HEAD", request.key())).is(Kind.ABSENT)) {
            throw refused(NoSuchKeyException.builder(), 404);
        }
        return HeadObjectResponse.builder().build();
    }

    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
        CallResult answer = answered(calls.call("LIST", request.prefix()));
        List<S3Object> objects = answer.values().stream()
                .limit(request.maxKeys())
                .map(key -> S3Object.builder().key(key).lastModified(WRITTEN).build())
                .toList();
        return ListObjectsV2Response.builder().contents(objects).build();
    }

    private static CallResult answered(CallResult answer) {
        if (answer.is(Kind.FAILED)) {
            throw SdkClientException.create("Connection reset");
        }
        return answer;
    }

    private static RuntimeException refused(S3Exception.Builder answer, int status) {
        return (RuntimeException)
                answer.statusCode(status).message("HTTP " + status).build();
    }

    private static String text(RequestBody body) {
        try {
            return new String(body.contentStreamProvider().newStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String serviceName() {
        return "s3";
    }

    @Override
    public void close() {}
}
