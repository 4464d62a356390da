package com.sparkify.local.s3;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Notifies a listener of every {@code ObjectCreated:*} in one bucket, keeps noncurrent versions in versioned buckets,
 * and lists keys with control characters; the file store supports none of these.
 */
final class AnnouncingBlobStore extends ForwardingBlobStore {

    /** s3proxy keeps the headers of an upload in progress in an internal object. */
    private static final String INTERNAL_PREFIX = ".s3proxy-";

    private final NoncurrentVersions versions;
    private final String bucket;
    private final PutListener listener;
    private final Listings listings = new Listings();

    AnnouncingBlobStore(BlobStore store, NoncurrentVersions versions, String bucket, PutListener listener) {
        super(store);
        this.versions = versions;
        this.bucket = bucket;
        this.listener = listener;
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
        PutObjectResponse response = replacing(request.bucket(), request.key(), () -> super.putBlob(request, content));
        announce(request.bucket(), request.key(), "ObjectCreated:Put");
        return response;
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        CompleteMultipartUploadResponse response =
                replacing(request.bucket(), request.key(), () -> super.completeMultipartUpload(upload, request));
        announce(request.bucket(), request.key(), "ObjectCreated:CompleteMultipartUpload");
        return response;
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        CopyObjectResponse response =
                replacing(request.destinationBucket(), request.destinationKey(), () -> super.copyBlob(request));
        announce(request.destinationBucket(), request.destinationKey(), "ObjectCreated:Copy");
        return response;
    }

    @Override
    public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
        try {
            return remove(request);
        } finally {
            listings.changed(request.bucket());
        }
    }

    private DeleteObjectResponse remove(DeleteObjectRequest request) {
        if (request.versionId() != null) {
            return versions.remove(request.bucket(), request.key(), request.versionId())
                    ? DeleteObjectResponse.builder().build()
                    : super.removeBlob(request.toBuilder().versionId(null).build());
        }
        boolean isKept = !isInternal(request.key())
                && versions.keep(request.bucket(), request.key()).isPresent();
        DeleteObjectResponse response = super.removeBlob(request);
        if (isKept) {
            versions.mark(request.bucket(), request.key());
        }
        return response;
    }

    @Override
    public boolean supportsVersioning() {
        return true;
    }

    @Override
    public GetBucketVersioningResponse getBucketVersioning(GetBucketVersioningRequest request) {
        BucketVersioningStatus status =
                versions.isOn(request.bucket()) ? BucketVersioningStatus.ENABLED : BucketVersioningStatus.SUSPENDED;
        return GetBucketVersioningResponse.builder().status(status).build();
    }

    @Override
    public PutBucketVersioningResponse putBucketVersioning(PutBucketVersioningRequest request) {
        versions.turn(request.bucket(), request.versioningConfiguration().status() == BucketVersioningStatus.ENABLED);
        return PutBucketVersioningResponse.builder().build();
    }

    /** Encodes the token, which is a key: S3's is opaque, and XML cannot represent every key. */
    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        String token = request.continuationToken();
        ListObjectsV2Response page = listings.list(
                token == null
                        ? request
                        : request.toBuilder().continuationToken(decoded(token)).build(),
                super::list);
        String next = page.nextContinuationToken();
        return next == null
                ? page
                : page.toBuilder().nextContinuationToken(encoded(next)).build();
    }

    private static String encoded(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String token) {
        return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    }

    /** In one response, whatever the number. */
    @Override
    public ListObjectVersionsResponse listVersions(ListObjectVersionsRequest request) {
        String prefix = request.prefix() == null ? "" : request.prefix();
        TreeMap<String, ObjectVersion> current = new TreeMap<>();
        super.list(ListObjectsV2Request.builder()
                        .bucket(request.bucket())
                        .prefix(prefix)
                        .maxKeys(Integer.MAX_VALUE)
                        .build())
                .contents()
                .forEach(object -> current.put(
                        object.key(),
                        ObjectVersion.builder()
                                .key(object.key())
                                .versionId(versions.currentId(request.bucket(), object.key()))
                                .isLatest(true)
                                .size(object.size())
                                .eTag(object.eTag())
                                .lastModified(object.lastModified())
                                .build()));
        List<ObjectVersion> all = new ArrayList<>(current.values());
        List<DeleteMarkerEntry> marks = new ArrayList<>();
        for (NoncurrentVersions.Kept kept : versions.of(request.bucket(), prefix)) {
            if (kept.isMark()) {
                marks.add(DeleteMarkerEntry.builder()
                        .key(kept.key())
                        .versionId(kept.id())
                        .isLatest(!current.containsKey(kept.key()))
                        .build());
            } else {
                all.add(ObjectVersion.builder()
                        .key(kept.key())
                        .versionId(kept.id())
                        .isLatest(false)
                        .build());
            }
        }
        all.sort(Comparator.comparing(ObjectVersion::key)
                .thenComparing(ObjectVersion::isLatest, Comparator.reverseOrder()));
        return ListObjectVersionsResponse.builder()
                .name(request.bucket())
                .prefix(prefix)
                .isTruncated(false)
                .versions(all)
                .deleteMarkers(marks)
                .build();
    }

    /** Keeps the present version if the write succeeds. */
    private <T> T replacing(String inBucket, String key, Supplier<T> write) {
        Optional<Path> kept = isInternal(key) ? Optional.empty() : versions.keep(inBucket, key);
        try {
            return write.get();
        } catch (RuntimeException e) {
            kept.ifPresent(version ->
                    versions.remove(inBucket, key, version.getFileName().toString()));
            throw e;
        } finally {
            listings.changed(inBucket);
        }
    }

    private static boolean isInternal(String key) {
        return key.startsWith(INTERNAL_PREFIX);
    }

    /** Size and ETag come from the store, because the length of a chunked upload differs from that of its object. */
    private void announce(String inBucket, String key, String eventName) {
        if (inBucket.equals(bucket) && !isInternal(key)) {
            var metadata = blobMetadata(inBucket, key);
            var etag = metadata.eTag().replace("\"", "");
            listener.stored(new CreatedObject(inBucket, key, metadata.contentLength(), etag, eventName));
        }
    }
}
