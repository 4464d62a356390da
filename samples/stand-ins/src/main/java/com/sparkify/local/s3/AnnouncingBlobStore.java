package com.sparkify.local.s3;

import java.io.InputStream;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** Tells a listener of every {@code ObjectCreated:*} in one bucket, as that bucket's notification does. */
final class AnnouncingBlobStore extends ForwardingBlobStore {

    /** s3proxy keeps the headers of an upload under way in an object of its own. */
    private static final String INTERNAL_PREFIX = ".s3proxy-";

    private final String bucket;
    private final PutListener listener;

    AnnouncingBlobStore(BlobStore store, String bucket, PutListener listener) {
        super(store);
        this.bucket = bucket;
        this.listener = listener;
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
        PutObjectResponse response = super.putBlob(request, content);
        announce(request.bucket(), request.key(), "ObjectCreated:Put");
        return response;
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        CompleteMultipartUploadResponse response = super.completeMultipartUpload(upload, request);
        announce(request.bucket(), request.key(), "ObjectCreated:CompleteMultipartUpload");
        return response;
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        CopyObjectResponse response = super.copyBlob(request);
        announce(request.destinationBucket(), request.destinationKey(), "ObjectCreated:Copy");
        return response;
    }

    /** Size and ETag come from the store: a chunked upload's length is not that of its object. */
    private void announce(String inBucket, String key, String eventName) {
        if (inBucket.equals(bucket) && !key.startsWith(INTERNAL_PREFIX)) {
            var metadata = blobMetadata(inBucket, key);
            var etag = metadata.eTag().replace("\"", "");
            listener.stored(new StoredObject(inBucket, key, metadata.contentLength(), etag, eventName));
        }
    }
}
