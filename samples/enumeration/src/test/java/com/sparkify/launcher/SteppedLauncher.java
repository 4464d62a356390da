package com.sparkify.launcher;

import com.sparkify.enumeration.Calls;
import com.sparkify.launcher.Deadline.OutOfTimeException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;

/** An instance of the launcher, all of whose requests are steps. It keeps what it remembers between invocations. */
public final class SteppedLauncher {
    private static final Settings SETTINGS = Settings.from(Map.of(
            "EMR_APPLICATION_ID", "00fabc1234567890",
            "EMR_EXECUTION_ROLE_ARN", "arn:aws:iam::123456789012:role/sparkify-job",
            "JOB_JAR", "s3://sparkify-assets/spark-job.jar",
            "INPUT_BUCKET", "sparkify-logs",
            "LAKE", "s3://sparkify-lake"));

    private final Calls calls;
    private final String name;
    private final Clock clock;
    private final SteppedS3 s3;
    private final Launcher launcher;
    private int drawn;
    private int invocations;

    public SteppedLauncher(Calls calls, String name, Instant now) {
        this.calls = calls;
        this.name = name;
        this.clock = Clock.fixed(now, ZoneOffset.UTC);
        this.s3 = new SteppedS3(calls, calls.isLifted("WRITE_BEFORE_LOOK"));
        LakeStore lake = new LakeStore(s3, SETTINGS.lake());
        Supplier<UUID> ids = this::id;
        JoinOrStart runs = new JoinOrStart(lake, new EmrRuns(new SteppedEmr(calls), SETTINGS), clock, ids);
        this.launcher = new Launcher(SETTINGS.inputs(), lake, runs, clock, ids);
    }

    /** Ids that differ, and are drawn alike whenever the launcher is played again. */
    private UUID id() {
        int who = Character.getNumericValue(name.charAt(name.length() - 1)) + (name.length() > 1 ? 0xa0 : 0);
        return new UUID((long) who << 32, ++drawn);
    }

    private static List<String> keys(NewManifest manifest) {
        List<String> keys = new ArrayList<>();
        for (Object object : (List<?>) manifest.content().get("objects")) {
            keys.add((String) ((Map<?, ?>) object).get("key"));
        }
        return keys;
    }

    /** Handles an event of one object; what is acknowledged is a step. */
    public void announce(String key) {
        handle(Json.write(Map.of(
                "Records",
                List.of(Map.of(
                        "eventVersion", "2.1",
                        "eventName", "ObjectCreated:Put",
                        "s3",
                                Map.of(
                                        "bucket", Map.of("name", "sparkify-logs"),
                                        "object", Map.of("key", key, "size", 1)))))));
    }

    public void nudge() {
        handle(Json.write(Map.of("nudge", Map.of())));
    }

    private void handle(byte[] event) {
        invocations++;
        Outcome outcome;
        try {
            outcome = launcher.handle(event, Deadline.of(clock, 60_000));
        } catch (SdkException | OutOfTimeException e) {
            return; // the next nudge comes in five minutes
        }
        s3.end();
        String launchId = outcome.launch().launchId();
        if (outcome.failures().isEmpty() && !outcome.manifests().isEmpty()) {
            String manifests =
                    outcome.manifests().stream().map(NewManifest::name).collect(Collectors.joining(","));
            String keys = outcome.manifests().stream()
                    .flatMap(manifest -> keys(manifest).stream())
                    .collect(Collectors.joining(","));
            calls.call(
                    "TAKE",
                    name + "." + invocations,
                    outcome.launch().kind().name(),
                    launchId == null ? "none" : launchId,
                    manifests,
                    keys);
        }
    }
}
