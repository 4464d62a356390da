package com.sparkify.local.test;

import com.sparkify.local.access.AccessLog;
import com.sparkify.local.access.SigningKeys;
import com.sparkify.local.cleanup.FileTree;
import com.sparkify.local.cleanup.Teardown;
import com.sparkify.local.emr.Driver;
import com.sparkify.local.emr.EmrServer;
import com.sparkify.local.emr.JobRun;
import com.sparkify.local.fault.FaultGate;
import com.sparkify.local.queue.EventQueue;
import com.sparkify.local.queue.QueueServer;
import com.sparkify.local.queue.QueueSettings;
import com.sparkify.local.s3.LocalS3;
import com.sparkify.local.s3.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * S3, SQS and EMR Serverless for tests, with signature checks: an extension that starts them before each test, or once
 * for a class if its field is static. S3 and EMR Serverless are behind gates, by which a test injects faults. A main
 * method calls {@link #start} and {@link #close} itself.
 *
 * <pre> &#64;RegisterExtension final LocalAws aws = LocalAws.withBuckets("input", "lake");
 * </pre>
 */
public final class LocalAws
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback, AutoCloseable {

    /** A run that lasts until it is cancelled or the test ends. */
    private static final Driver ENDLESS = run -> new ProcessBuilder("sleep", "600").start();

    private final List<String> buckets;
    private final String applicationId;
    private final SigningKeys keys = SigningKeys.LOCAL;
    private final Teardown teardown = new Teardown();
    private boolean ofTheClass;

    private AccessLog s3Log;
    private AccessLog emrLog;
    private S3Server s3Server;
    private S3Client s3;
    private EmrServer emr;
    private FaultGate s3Gate;
    private FaultGate emrGate;
    private SqsClient sqs;

    private LocalAws(String applicationId, List<String> buckets) {
        this.applicationId = applicationId;
        this.buckets = List.copyOf(buckets);
    }

    public static LocalAws withBuckets(String... buckets) {
        return new LocalAws(EmrServer.APPLICATION_ID, List.of(buckets));
    }

    /** Uses another application id than {@link EmrServer#APPLICATION_ID}. */
    public LocalAws withApplication(String id) {
        return new LocalAws(id, buckets);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        ofTheClass = true;
        start();
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        if (!ofTheClass) {
            start();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        if (!ofTheClass) {
            close();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        close();
    }

    /** Starts with empty buckets and no run. */
    public void start() throws IOException {
        Path store = Files.createTempDirectory("local-aws");
        teardown.add(() -> FileTree.delete(List.of(store)));
        s3Log = AccessLog.inMemory();
        emrLog = AccessLog.inMemory();
        s3Server = teardown.add(S3Server.start(store, 0, keys, buckets, "none", object -> {}, s3Log));
        s3 = teardown.add(LocalS3.client(s3Server.endpoint(), keys));
        s3Gate = teardown.add(new FaultGate(s3Server.endpoint()));
        emr = teardown.add(EmrServer.start(keys, applicationId, ENDLESS, emrLog, run -> {}));
        emrGate = teardown.add(new FaultGate(emr.endpoint()));
    }

    @Override
    public void close() throws IOException {
        sqs = null;
        teardown.close();
    }

    public SigningKeys keys() {
        return keys;
    }

    /** Returns a client that bypasses the gate. */
    public S3Client s3() {
        return s3;
    }

    /** Returns the endpoint behind the gate. */
    public URI s3Endpoint() {
        return s3Gate.endpoint();
    }

    /** Returns the endpoint behind the gate. */
    public URI emrEndpoint() {
        return emrGate.endpoint();
    }

    public FaultGate s3Gate() {
        return s3Gate;
    }

    public FaultGate emrGate() {
        return emrGate;
    }

    /** Returns the log of all responses of S3, to all clients. */
    public AccessLog s3Log() {
        return s3Log;
    }

    public AccessLog emrLog() {
        return emrLog;
    }

    /** Returns all submitted runs in order of submission. */
    public List<JobRun> runs() {
        return List.copyOf(emr.runs());
    }

    /** Creates a queue with its dead-letter queue; the first call starts SQS. */
    public EventQueue queue(String name, QueueSettings settings) {
        if (sqs == null) {
            QueueServer server = teardown.add(QueueServer.start(keys));
            sqs = teardown.add(server.client(keys));
        }
        return EventQueue.create(sqs, name, settings);
    }

    /** Returns the variables by which an AWS SDK in another process finds S3 and EMR Serverless behind the gates. */
    public Map<String, String> environment() {
        return Map.of(
                "AWS_REGION", keys.region(),
                "AWS_ACCESS_KEY_ID", keys.accessKeyId(),
                "AWS_SECRET_ACCESS_KEY", keys.secretAccessKey(),
                "AWS_ENDPOINT_URL_S3", s3Endpoint().toString(),
                "AWS_ENDPOINT_URL_EMR_SERVERLESS", emrEndpoint().toString());
    }
}
