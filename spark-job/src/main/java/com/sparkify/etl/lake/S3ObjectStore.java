package com.sparkify.etl.lake;

import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket of S3. It is serialized as the bucket's name; each JVM has one client. */
public final class S3ObjectStore implements ObjectStore {
    private static final int DELETE_AT_ONCE = 1000;
    private static final Duration SMALL_REQUEST = Duration.ofSeconds(5);
    private static final Duration CONFLICT = Duration.ofSeconds(10);

    private final String bucket;
    /** Null: the JVM's client. */
    private final transient S3Client client;

    public S3ObjectStore(String bucket) {
        this(bucket, null);
    }

    S3ObjectStore(String bucket, S3Client client) {
        this.bucket = bucket;
        this.client = client;
    }

    @Override
    public String bucket() {
        return bucket;
    }

    @Override
    public Optional<StoredObject> head(String key) {
        try {
            HeadObjectResponse head = answer(
                    "HEAD",
                    key,
                    () -> s3().headObject(request -> request.bucket(bucket).key(key)));
            return Optional.of(new StoredObject(key, head.eTag(), head.versionId(), head.contentLength()));
        } catch (AbsentException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<StoredObject> list(String prefix) {
        List<StoredObject> objects = new ArrayList<>();
        walk(prefix).forEachRemaining(objects::add);
        return objects;
    }

    /** Asks for encoded keys, because XML cannot represent the control characters that a key may contain. */
    @Override
    public Iterator<StoredObject> walk(String prefix) {
        Iterator<S3Object> pages = answer(
                "LIST",
                prefix,
                () -> s3().listObjectsV2Paginator(
                                request -> request.bucket(bucket).prefix(prefix).encodingType(EncodingType.URL))
                        .contents()
                        .iterator());
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return answer("LIST", prefix, pages::hasNext);
            }

            @Override
            public StoredObject next() {
                S3Object found = answer("LIST", prefix, pages::next);
                return new StoredObject(found.key(), found.eTag(), null, found.size());
            }
        };
    }

    @Override
    public InputStream open(String key, String etag, long offset) {
        GetObjectRequest.Builder request =
                GetObjectRequest.builder().bucket(bucket).key(key).ifMatch(etag);
        if (offset > 0) {
            request.range("bytes=" + offset + "-");
        }
        try {
            return answer("GET", key, () -> s3().getObject(request.build()));
        } catch (AbsentException e) {
            throw new PreconditionFailedException(e.getMessage(), e);
        }
    }

    @Override
    public Optional<Content> get(String key) {
        try {
            return answer("GET", key, () -> {
                var object =
                        s3().getObjectAsBytes(request -> request.bucket(bucket).key(key));
                GetObjectResponse response = object.response();
                return Optional.of(new Content(object.asByteArrayUnsafe(), response.eTag()));
            });
        } catch (AbsentException e) {
            return Optional.empty();
        }
    }

    @Override
    public void put(String key, byte[] bytes) {
        put(PutObjectRequest.builder().bucket(bucket).key(key), bytes);
    }

    @Override
    public String putIf(String key, byte[] bytes, String etag) {
        // a stalled connection must not cost the lease
        return new S3ConditionalPut(this, key, etag).writeWithAttemptsOf(SMALL_REQUEST, CONFLICT, bytes);
    }

    @Override
    public String putIf(String key, byte[] bytes, String etag, Duration limit) {
        return new S3ConditionalPut(this, key, etag).writeWithin(limit, bytes);
    }

    /** Returns the new version's ETag. */
    String put(PutObjectRequest.Builder request, byte[] bytes) {
        PutObjectRequest put = request.contentType("application/json").build();
        return answer("PUT", put.key(), () -> s3().putObject(put, RequestBody.fromBytes(bytes)))
                .eTag();
    }

    @Override
    public Upload upload(String key) {
        return new S3Upload(this, s3(), key);
    }

    @Override
    public void delete(Collection<String> keys) {
        List<String> all = List.copyOf(keys);
        for (int start = 0; start < all.size(); start += DELETE_AT_ONCE) {
            List<String> some = all.subList(start, Math.min(all.size(), start + DELETE_AT_ONCE));
            List<ObjectIdentifier> objects = some.stream()
                    .map(key -> ObjectIdentifier.builder().key(key).build())
                    .toList();
            delete(objects);
        }
    }

    /** Deletes at most 1,000 objects or versions. */
    void delete(List<ObjectIdentifier> objects) {
        List<S3Error> errors = answer(
                        "DELETE",
                        objects.get(0).key(),
                        () -> s3().deleteObjects(
                                        request -> request.bucket(bucket).delete(delete -> delete.objects(objects))))
                .errors();
        if (!errors.isEmpty()) {
            S3Error first = errors.get(0);
            throw new StoreException(
                    "DELETE s3://%s/%s answered %s: %s".formatted(bucket, first.key(), first.code(), first.message()),
                    null);
        }
    }

    @Override
    public long removeOldVersions(String prefix) {
        return new S3Versions(this, s3()).removeOld(prefix);
    }

    @Override
    public void erase(String key) {
        new S3Versions(this, s3()).removeAll(key);
    }

    /** Executes a request and converts failures to {@link StoreException}. */
    <T> T answer(String verb, String key, Supplier<T> request) {
        try {
            return request.get();
        } catch (AwsServiceException e) {
            String message = "%s s3://%s/%s answered %d: %s"
                    .formatted(
                            verb,
                            bucket,
                            key,
                            e.statusCode(),
                            e.awsErrorDetails() == null
                                    ? e.getMessage()
                                    : e.awsErrorDetails().errorCode() + " "
                                            + e.awsErrorDetails().errorMessage());
            throw switch (e.statusCode()) {
                case 404 -> new AbsentException(message, e);
                case 409 -> new ConflictException(message, e);
                case 412 -> new PreconditionFailedException(message, e);
                default -> new StoreException(message, e);
            };
        } catch (SdkException e) {
            throw new StoreException("%s s3://%s/%s failed: %s".formatted(verb, bucket, key, e.getMessage()), e);
        }
    }

    private S3Client s3() {
        return client == null ? S3ClientHolder.CLIENT : client;
    }

    static final class AbsentException extends StoreException {
        private final boolean isOfKey;

        AbsentException(String message, AwsServiceException cause) {
            super(message, cause);
            this.isOfKey = cause.awsErrorDetails() != null
                    && "NoSuchKey".equals(cause.awsErrorDetails().errorCode());
        }

        /** Returns true if the bucket exists. */
        boolean isOfKey() {
            return isOfKey;
        }
    }

    /** Another conditional write of the object is in progress. */
    static final class ConflictException extends StoreException {
        ConflictException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
