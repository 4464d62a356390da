package com.sparkify.local.s3;

import com.sparkify.local.access.AccessLog;
import com.sparkify.local.access.SigningKeys;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.gaul.shaded.org.eclipse.jetty.server.Request;
import org.gaul.shaded.org.eclipse.jetty.server.Response;
import org.gaul.shaded.org.eclipse.jetty.server.Server;

/** The S3 API over a folder, with signature checks. An object's key is its path below the bucket's folder. */
public final class S3Server implements AutoCloseable {

    private final S3Proxy proxy;

    private S3Server(S3Proxy proxy) {
        this.proxy = proxy;
    }

    /**
     * Creates missing buckets and starts listening; port 0 selects a free port.
     *
     * @param announcedBucket the bucket whose puts are passed to the listener
     */
    public static S3Server start(
            Path store,
            int port,
            SigningKeys keys,
            List<String> buckets,
            String announcedBucket,
            PutListener listener,
            AccessLog accessLog)
            throws IOException {
        for (String bucket : buckets) {
            createBucket(store.resolve(bucket));
        }
        var blobs = new AnnouncingBlobStore(
                new FilesystemNio2BlobStore(store.toString()),
                new NoncurrentVersions(store),
                announcedBucket,
                listener);
        S3Proxy proxy = S3Proxy.builder()
                .blobStore(blobs)
                .endpoint(URI.create("http://127.0.0.1:" + port))
                .awsAuthentication(AuthenticationType.AWS_V4, keys.accessKeyId(), keys.secretAccessKey())
                // EMR's committers and the SDK send headers that the file store does not support.
                .ignoreUnknownHeaders(true)
                .build();
        try {
            jetty(proxy).setRequestLog((request, response) -> log(accessLog, request, response));
            proxy.start();
        } catch (Exception e) {
            throw new IOException("S3 server cannot listen on port " + port + ": " + e.getMessage(), e);
        }
        return new S3Server(proxy);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + proxy.getPort());
    }

    @Override
    public void close() throws IOException {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IOException("S3 server did not stop", e);
        }
    }

    /** s3proxy treats a world-readable folder as a public bucket. */
    private static void createBucket(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    /** s3proxy has no access log and does not expose its Jetty server. */
    private static Server jetty(S3Proxy proxy) throws ReflectiveOperationException {
        Field field = S3Proxy.class.getDeclaredField("server");
        field.setAccessible(true);
        return (Server) field.get(proxy);
    }

    private static void log(AccessLog accessLog, Request request, Response response) {
        boolean signed = request.getHeaders().contains("Authorization")
                || String.valueOf(request.getHttpURI().getQuery()).contains("X-Amz-Signature=");
        long bytes = Request.getContentBytesRead(request) + Response.getContentBytesWritten(response);
        accessLog.add(request.getMethod(), request.getHttpURI().getPathQuery(), signed, response.getStatus(), bytes);
    }
}
