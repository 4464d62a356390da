package com.sparkify.etl.lake;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * An upload by a single PUT up to the size of one part, else by a multipart upload that sends each part once it is
 * full.
 */
final class S3Upload implements Upload {
    private static final int PART_BYTES = 16 << 20;

    private final S3ObjectStore store;
    private final S3Client s3;
    private final String key;
    private final ByteArrayOutputStream part = new ByteArrayOutputStream();
    private final List<CompletedPart> parts = new ArrayList<>();
    private String uploadId;
    private boolean completed;

    S3Upload(S3ObjectStore store, S3Client s3, String key) {
        this.store = store;
        this.s3 = s3;
        this.key = key;
    }

    @Override
    public void write(byte[] bytes) {
        part.writeBytes(bytes);
        if (part.size() >= PART_BYTES) {
            sendPart();
        }
    }

    @Override
    public void complete() {
        if (uploadId == null) {
            store.put(key, part.toByteArray());
        } else {
            if (part.size() > 0) {
                sendPart();
            }
            store.answer(
                    "COMPLETE",
                    key,
                    () -> s3.completeMultipartUpload(request -> request.bucket(store.bucket())
                            .key(key)
                            .uploadId(uploadId)
                            .multipartUpload(upload -> upload.parts(parts))));
        }
        completed = true;
    }

    private void sendPart() {
        if (uploadId == null) {
            uploadId = store.answer(
                            "CREATE",
                            key,
                            () -> s3.createMultipartUpload(request ->
                                    request.bucket(store.bucket()).key(key).contentType("application/json")))
                    .uploadId();
        }
        int number = parts.size() + 1;
        String etag = store.answer(
                        "PUT",
                        key,
                        () -> s3.uploadPart(
                                request -> request.bucket(store.bucket())
                                        .key(key)
                                        .uploadId(uploadId)
                                        .partNumber(number),
                                RequestBody.fromBytes(part.toByteArray())))
                .eTag();
        parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
        part.reset();
    }

    @Override
    public void close() {
        if (!completed && uploadId != null) {
            store.answer(
                    "ABORT",
                    key,
                    () -> s3.abortMultipartUpload(
                            request -> request.bucket(store.bucket()).key(key).uploadId(uploadId)));
        }
    }
}
