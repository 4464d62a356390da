package com.sparkify.launcher;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;
import org.crac.Core;
import org.crac.Resource;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The Lambda function. Accepts S3 events in every envelope, typed requests and scheduled nudges; writes manifests to
 * the lake; joins or starts a run. Failed queue messages are returned as {@code batchItemFailures}; for any other event
 * a failure is thrown, so that Lambda retries the invocation.
 */
public final class LauncherHandler implements RequestStreamHandler, Resource {
    private final Launcher launcher;
    private final Journal journal;
    private final Clock clock;

    private final Settings settings;

    /** @throws IllegalArgumentException with every missing and every invalid environment variable */
    public LauncherHandler() {
        this(Settings.from(System.getenv()), Clock.systemUTC());
        if (settings.prime()) {
            ClassPreloader.perform(settings);
        }
        Core.getGlobalContext().register(this);
    }

    private LauncherHandler(Settings settings, Clock clock) {
        this(
                settings,
                AwsClients.over(AwsClients.http(), null),
                clock,
                UUID::randomUUID,
                new Journal(System.out::println, clock));
    }

    LauncherHandler(Settings settings, AwsClients clients, Clock clock, Supplier<UUID> ids, Journal journal) {
        LakeStore lake = new LakeStore(clients.s3(), settings.lake());
        JoinOrStart runs = new JoinOrStart(lake, new EmrRuns(clients.emr(), settings), clock, ids);
        this.settings = settings;
        this.launcher = new Launcher(settings.inputs(), lake, runs, clock, ids);
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        Deadline deadline = Deadline.of(clock, context.getRemainingTimeInMillis());
        Outcome outcome = outcome(input.readAllBytes(), deadline, context);
        boolean queued = outcome.source().filter(Event.Source.SQS::equals).isPresent();
        if (!queued && !outcome.failures().isEmpty()) {
            throw new LaunchFailedException(String.join("; ", outcome.failures().values()));
        }
        output.write(Json.write(queued ? outcome.batchItemFailures() : outcome.toJson()));
    }

    /** Runs before Lambda takes a SnapStart snapshot. */
    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
        ClassPreloader.perform(settings);
    }

    /** Does nothing: connections and credentials are created by the first event. */
    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {}

    private Outcome outcome(byte[] document, Deadline deadline, Context context) {
        try {
            Outcome outcome = launcher.handle(document, deadline);
            journal.tell(context.getAwsRequestId(), context.getFunctionName(), outcome);
            return outcome;
        } catch (RefusedException | SdkException | Deadline.OutOfTimeException e) {
            journal.refuse(context.getAwsRequestId(), context.getFunctionName(), Reasons.of(e));
            throw e;
        }
    }

    /** Makes Lambda retry an invocation that no queue redelivers. */
    static final class LaunchFailedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        LaunchFailedException(String message) {
            super(message);
        }
    }
}
