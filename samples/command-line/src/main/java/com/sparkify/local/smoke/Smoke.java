package com.sparkify.local.smoke;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Puts a small file into the log bucket, waits for its row on the usual path, reads the row back, retracts the file,
 * and verifies that the row is gone.
 */
public final class Smoke {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** A day of 1970, whose file is never split, because real logs have no plays then. */
    private static final String PUBLISHED = "json/songplays/year=1970/month=1/day=1/";

    private final SmokeTarget target;
    private final Patience patience;
    private final Table table;
    private final Consumer<String> steps;
    private final SmokeFile file;

    /** @param steps receives a line for each successful stage */
    public Smoke(SmokeTarget target, Patience patience, Table table, Consumer<String> steps) {
        this.target = target;
        this.patience = patience;
        this.table = table;
        this.steps = steps;
        this.file = SmokeFile.under(target.logPrefix());
    }

    /** Access to the table. */
    public interface Table {
        /**
         * Returns whether the songplay is present, and the object's status: {@code present loaded}.
         *
         * @throws IOException if the table cannot be read
         */
        String read(String songplayId, long startMillis, String key) throws IOException, InterruptedException;
    }

    /** @throws SmokeFailure names the failed stage; the file is retracted as far as possible */
    public void run() throws SmokeFailure, InterruptedException {
        try {
            load();
        } catch (SmokeFailure | RuntimeException e) {
            cleanUp();
            throw e;
        }
        retract();
    }

    private void load() throws SmokeFailure, InterruptedException {
        var progress = new AnnouncementProgress(target, file.key());
        try {
            target.clients()
                    .s3()
                    .putObject(
                            put -> put.bucket(target.places().inputBucket()).key(file.key()),
                            RequestBody.fromString(file.text()));
        } catch (SdkException e) {
            throw new SmokeFailure(SmokeStage.PUT, firstLine(e));
        }
        passed(SmokeStage.PUT, "s3://" + target.places().inputBucket() + "/" + file.key());
        await(progress, true);
        if (!isPublished()) {
            throw new SmokeFailure(
                    SmokeStage.PUBLISHED,
                    "no file under s3://%s/%s has it"
                            .formatted(
                                    target.places().lakeBucket(),
                                    target.places().lakeKey(PUBLISHED)));
        }
        passed(SmokeStage.PUBLISHED, target.places().lakeKey(PUBLISHED));
        require(SmokeStage.TABLE, "present loaded");
    }

    private void retract() throws SmokeFailure, InterruptedException {
        var progress = new AnnouncementProgress(target, file.key());
        try {
            requestRetraction();
            await(progress, false);
            if (isPublished()) {
                throw new SmokeFailure(SmokeStage.RETRACTED, "its row is still published");
            }
            require(SmokeStage.RETRACTED, "absent retracted");
        } finally {
            delete();
        }
    }

    /** Waits, stage by stage, until the run has executed the manifest. */
    private void await(AnnouncementProgress progress, boolean isLoad) throws SmokeFailure, InterruptedException {
        await(
                isLoad ? SmokeStage.ANNOUNCED : SmokeStage.RETRACTED,
                patience.announced(),
                progress,
                "nothing arrived in the queue, and no manifest names the file",
                () -> progress.isQueued() || progress.isManifestSeen() || isPublished() == isLoad);
        await(
                isLoad ? SmokeStage.TAKEN : SmokeStage.RETRACTED,
                patience.taken(),
                progress,
                "no manifest names the file",
                () -> progress.isManifestSeen() || isPublished() == isLoad);
        await(
                isLoad ? SmokeStage.STARTED : SmokeStage.RETRACTED,
                patience.started(),
                progress,
                "the manifest is there, but no run is running",
                () -> progress.isDone() || progress.isRunUnderWay() || isPublished() == isLoad);
        await(
                isLoad ? SmokeStage.RUN : SmokeStage.RETRACTED,
                patience.loaded(),
                progress,
                "the manifest is still there",
                () -> progress.isDone() || isPublished() == isLoad);
    }

    /** The condition of a stage. */
    private interface Condition {
        boolean holds();
    }

    private void await(
            SmokeStage stage, Duration patience, AnnouncementProgress progress, String otherwise, Condition condition)
            throws SmokeFailure, InterruptedException {
        Instant end = Instant.now().plus(patience);
        while (true) {
            progress.look();
            if (condition.holds()) {
                if (stage != SmokeStage.RETRACTED) {
                    passed(stage, "");
                }
                return;
            }
            var failed = progress.failedRun();
            if (failed.isPresent()) {
                var run = failed.get();
                String details = run.stateDetails() == null ? "" : run.stateDetails();
                throw new SmokeFailure(
                        stage == SmokeStage.RETRACTED ? stage : SmokeStage.RUN,
                        "run %s (%s) is %s: %s %s"
                                .formatted(
                                        run.name(),
                                        run.id(),
                                        run.stateAsString(),
                                        details,
                                        target.runLog().apply(run.name()))
                                .strip());
            }
            if (progress.isGivenUp()) {
                throw new SmokeFailure(stage, "the announcement went to the dead letters");
            }
            if (Instant.now().isAfter(end)) {
                throw new SmokeFailure(stage, otherwise + " after " + patience.toSeconds() + " s");
            }
            TimeUnit.MILLISECONDS.sleep(this.patience.look().toMillis());
        }
    }

    private void require(SmokeStage stage, String wanted) throws SmokeFailure, InterruptedException {
        String answer;
        try {
            answer = table.read(file.songplayId(), file.startMillis(), file.key());
        } catch (IOException e) {
            throw new SmokeFailure(stage, "the tables cannot be read: " + e.getMessage());
        }
        if (!answer.equals(wanted)) {
            throw new SmokeFailure(stage, "songplays and load_history say '%s', not '%s'".formatted(answer, wanted));
        }
        passed(stage, answer);
    }

    private boolean isPublished() {
        return target
                .clients()
                .s3()
                .listObjectsV2Paginator(list -> list.bucket(target.places().lakeBucket())
                        .prefix(target.places().lakeKey(PUBLISHED)))
                .contents()
                .stream()
                .anyMatch(this::hasRow);
    }

    private boolean hasRow(S3Object published) {
        try {
            return target.clients()
                    .s3()
                    .getObjectAsBytes(
                            get -> get.bucket(target.places().lakeBucket()).key(published.key()))
                    .asString(StandardCharsets.UTF_8)
                    .contains(file.songplayId());
        } catch (NoSuchKeyException e) {
            return false;
        }
    }

    private void requestRetraction() throws SmokeFailure {
        String request = JSON.createObjectNode()
                .set(
                        "retract",
                        JSON.createObjectNode()
                                .set("keys", JSON.createArrayNode().add(file.key())))
                .toString();
        try {
            InvokeResponse answer = target.clients()
                    .lambda()
                    .invoke(invoke ->
                            invoke.functionName(target.places().function()).payload(SdkBytes.fromUtf8String(request)));
            if (answer.functionError() != null) {
                throw new SmokeFailure(
                        SmokeStage.RETRACTED,
                        "the launcher refuses " + request + ": "
                                + answer.payload().asUtf8String());
            }
        } catch (SdkException e) {
            throw new SmokeFailure(SmokeStage.RETRACTED, firstLine(e));
        }
    }

    /** After a failure: retracts what it can and reports the rest. */
    private void cleanUp() {
        try {
            requestRetraction();
            steps.accept("a retraction of " + file.key() + " is on its way");
        } catch (SmokeFailure e) {
            steps.accept("not retracted: send {\"retract\": {\"keys\": [\"" + file.key() + "\"]}} later");
        }
        delete();
    }

    private void delete() {
        try {
            target.clients()
                    .s3()
                    .deleteObject(delete ->
                            delete.bucket(target.places().inputBucket()).key(file.key()));
        } catch (SdkException e) {
            steps.accept("not deleted: s3://" + target.places().inputBucket() + "/" + file.key());
        }
    }

    private void passed(SmokeStage stage, String detail) {
        steps.accept(("ok %s: %s %s").formatted(stage, stage.goal(), detail).strip());
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
