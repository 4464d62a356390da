package com.sparkify.local.stack;

import com.sparkify.local.access.AccessLog;
import com.sparkify.local.access.SigningKeys;
import com.sparkify.local.cleanup.Teardown;
import com.sparkify.local.emr.EmrServer;
import com.sparkify.local.emr.JobRun;
import com.sparkify.local.lambda.EventSchedule;
import com.sparkify.local.lambda.EventSourceMapping;
import com.sparkify.local.lambda.Function;
import com.sparkify.local.lambda.FunctionException;
import com.sparkify.local.lambda.InvokeApi;
import com.sparkify.local.queue.BucketNotification;
import com.sparkify.local.queue.EventQueue;
import com.sparkify.local.queue.QueueServer;
import com.sparkify.local.s3.CreatedObject;
import com.sparkify.local.s3.LocalS3;
import com.sparkify.local.s3.S3Server;
import com.sparkify.local.spark.SparkClassPath;
import com.sparkify.local.spark.SparkDriver;
import com.sparkify.local.spark.SparkJvm;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The whole pipeline on one machine: puts of the input bucket become events, events reach the launcher through a queue,
 * the launcher starts runs, and runs write the lake.
 */
public final class LocalStack implements AutoCloseable {

    public static final String INPUT_BUCKET = "sparkify-logs";
    public static final String LAKE_BUCKET = "sparkify-lake";
    static final String ASSETS_BUCKET = "sparkify-assets";

    private static final byte[] NUDGE = "{\"nudge\": {}}".getBytes(StandardCharsets.UTF_8);

    private static final SigningKeys KEYS = SigningKeys.LOCAL;

    private final OutFolder out;
    private final Teardown teardown = new Teardown();
    private final AccessLog s3AccessLog = AccessLog.inMemory();
    private final AccessLog emrAccessLog;
    private final AtomicLong announcedBytes = new AtomicLong();
    private final S3Server s3Server;
    private final S3Client s3;
    private final FollowUp followUp;
    private final EmrServer emr;
    private final SqsClient sqs;
    private final EventQueue queue;
    private final BucketNotification notification;
    private final Function function;
    private final InvokeApi lambda;
    private final EventSourceMapping mapping;

    private LocalStack(Installation installation, StackSettings settings, Consumer<JobRun> listener)
            throws IOException {
        out = new OutFolder(settings.out());
        emrAccessLog = AccessLog.toFile(out.accessLog());
        try {
            out.create();
            teardown.add(out.lock());
            out.createErasureKey();
            // Both take a second of class loading and start in parallel.
            var queueServer = CompletableFuture.supplyAsync(() -> QueueServer.start(KEYS));
            teardown.add(() -> queueServer.join().close());
            s3Server = teardown.add(S3Server.start(
                    out.store(),
                    settings.s3Port(),
                    KEYS,
                    List.of(INPUT_BUCKET, LAKE_BUCKET, ASSETS_BUCKET),
                    INPUT_BUCKET,
                    this::announce,
                    s3AccessLog));
            s3 = teardown.add(LocalS3.client(s3Server.endpoint(), KEYS));
            Path jobJar = installation.jobJar();
            s3.putObject(put -> put.bucket(ASSETS_BUCKET).key("spark-job.jar"), jobJar);
            var jvm = SparkJvm.of(SparkClassPath.read(installation.sparkClassPath()), installation.classDataArchives());
            var driver = new SparkDriver(
                    s3,
                    s3Server.endpoint(),
                    out.runs(),
                    LakeCatalog.configuration(out.catalog()),
                    jvm,
                    () -> announcedBytes.getAndSet(0));
            followUp = teardown.add(new FollowUp(this::nudge));
            emr = teardown.add(EmrServer.start(KEYS, driver, emrAccessLog, run -> {
                listener.accept(run);
                followUp.changed(run);
            }));
            function = teardown.add(Function.start(
                    LauncherDeployment.of(installation, settings, KEYS, s3Server.endpoint(), emr.endpoint())));
            lambda = teardown.add(InvokeApi.start(KEYS, LauncherDeployment.NAME, function));
            sqs = teardown.add(queueServer.join().client(KEYS));
            queue = EventQueue.create(sqs, "sparkify-events", settings.queue());
            notification = teardown.add(new BucketNotification(queue, KEYS.region(), LocalStack::isInput));
            mapping = teardown.add(new EventSourceMapping(queue, function, settings.batchWindow(), KEYS.region()));
            mapping.start();
            teardown.add(EventSchedule.start(function, NUDGE, settings.nudgeInterval()));
            teardown.add(new StandIns(
                            s3Server.endpoint(),
                            queueServer.join().endpoint(),
                            emr.endpoint(),
                            lambda.endpoint(),
                            queue.url(),
                            queue.deadLetterUrl())
                    .announce(out));
        } catch (IOException | RuntimeException e) {
            teardown.closeAfter(e);
            throw e;
        }
    }

    /** @param listener receives every state change of a run */
    public static LocalStack start(Installation installation, StackSettings settings, Consumer<JobRun> listener)
            throws IOException {
        return new LocalStack(installation, settings, listener);
    }

    public OutFolder out() {
        return out;
    }

    public URI s3Endpoint() {
        return s3Server.endpoint();
    }

    public URI emrEndpoint() {
        return emr.endpoint();
    }

    public URI lambdaEndpoint() {
        return lambda.endpoint();
    }

    public String queueUrl() {
        return queue.url();
    }

    public SigningKeys keys() {
        return KEYS;
    }

    /** Returns a client with the local keys, closed with the stack. */
    public S3Client s3() {
        return s3;
    }

    public EventQueue queue() {
        return queue;
    }

    public AccessLog s3AccessLog() {
        return s3AccessLog;
    }

    public AccessLog emrAccessLog() {
        return emrAccessLog;
    }

    public Collection<JobRun> runs() {
        return emr.runs();
    }

    /** Holds announcements and submitted runs until {@link #release()}. */
    public void hold() {
        notification.hold();
        emr.hold();
    }

    /** Releases the held events, and the runs once the launcher has received all events. */
    public void release() throws InterruptedException {
        notification.release();
        new IdleWatch(this::isQuiet).await();
        emr.release();
    }

    /**
     * Returns true if every put was announced, received by the launcher, and loaded as far as possible, and no run is
     * active.
     */
    public boolean isIdle() {
        // Checks runs first, because that is cheap, and again last, because a message that was just processed may have
        // started one.
        return hasNoActiveRun() && isQuiet() && hasNoActiveRun();
    }

    /** Sends the schedule's event: starts a run if work is pending and none is active. */
    public void nudge() throws FunctionException, InterruptedException {
        function.invoke(NUDGE);
    }

    /** Returns true if everything is loaded and published as far as possible; a run may linger. */
    public boolean isLoaded() {
        return isQuiet() && !hasPendingWork() && isQuiet();
    }

    /** Returns a value that changes with every publication. */
    public Object publication() {
        Path state = out.store().resolve(LAKE_BUCKET).resolve("state").resolve("derived.json");
        return List.of(state.toFile().lastModified(), state.toFile().length());
    }

    /** Invokes the function synchronously, like the console's Test button. */
    public byte[] invoke(byte[] event) throws FunctionException, InterruptedException {
        return function.invoke(event);
    }

    public boolean hasPendingWork() {
        return s3.listObjectsV2(list ->
                                list.bucket(LAKE_BUCKET).prefix("pending/").maxKeys(1))
                        .keyCount()
                > 0;
    }

    @Override
    public void close() throws IOException {
        teardown.close();
    }

    private boolean hasNoActiveRun() {
        return runs().stream().allMatch(run -> run.state().isFinal());
    }

    /** The order matters: an event passes from the notification to the queue, which it leaves when it is processed. */
    private boolean isQuiet() {
        return notification.isIdle() && queue.size() == 0 && mapping.isIdle() && followUp.isIdle();
    }

    private void announce(CreatedObject object) {
        announcedBytes.addAndGet(object.size());
        notification.stored(object);
    }

    private static boolean isInput(CreatedObject object) {
        return object.key().startsWith("log_data/") || object.key().startsWith("song_data/");
    }
}
