package com.sparkify.local.smoke;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.emrserverless.model.JobRunState;
import software.amazon.awssdk.services.emrserverless.model.JobRunSummary;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The externally visible progress of one key's announcement or request. */
final class AnnouncementProgress {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<JobRunState> ENDED_BADLY = Set.of(JobRunState.FAILED, JobRunState.CANCELLED);
    private static final Set<JobRunState> ENDED =
            Set.of(JobRunState.SUCCESS, JobRunState.FAILED, JobRunState.CANCELLED);
    /** Maximum age of a run that the launcher joins. */
    private static final long JOINABLE_SECONDS = 3_600;

    private final SmokeTarget target;
    private final String key;
    private final Instant since;
    private final long deadLettersBefore;
    private final Set<String> otherManifests = new HashSet<>();
    private boolean isQueued;
    private boolean isManifestSeen;
    private boolean isManifestThere;

    AnnouncementProgress(SmokeTarget target, String key) {
        this.target = target;
        this.key = key;
        this.deadLettersBefore = messages(target.places().deadLetterQueueUrl());
        this.since = Instant.now();
    }

    void look() {
        isQueued |= messages(target.places().queueUrl()) > 0;
        Optional<S3Object> manifest = manifests().stream()
                .filter(object -> !otherManifests.contains(object.key()))
                .filter(this::names)
                .findFirst();
        isManifestThere = manifest.isPresent();
        isManifestSeen |= isManifestThere;
    }

    boolean isQueued() {
        return isQueued;
    }

    boolean isManifestSeen() {
        return isManifestSeen;
    }

    /** A manifest is deleted once everything it requests is committed and published. */
    boolean isDone() {
        return isManifestSeen && !isManifestThere;
    }

    boolean isGivenUp() {
        return messages(target.places().deadLetterQueueUrl()) > deadLettersBefore;
    }

    boolean isRunUnderWay() {
        return runs(since.minusSeconds(JOINABLE_SECONDS)).stream().anyMatch(run -> !ENDED.contains(run.state()));
    }

    /** Returns the newest run since the put that failed. */
    Optional<JobRunSummary> failedRun() {
        return runs(since.minusSeconds(JOINABLE_SECONDS)).stream()
                .filter(run ->
                        ENDED_BADLY.contains(run.state()) && run.updatedAt().isAfter(since))
                .max(Comparator.comparing(JobRunSummary::updatedAt));
    }

    private List<JobRunSummary> runs(Instant createdAfter) {
        return target
                .clients()
                .emr()
                .listJobRunsPaginator(list ->
                        list.applicationId(target.places().applicationId()).createdAtAfter(createdAfter))
                .jobRuns()
                .stream()
                .toList();
    }

    private List<S3Object> manifests() {
        return target
                .clients()
                .s3()
                .listObjectsV2Paginator(list -> list.bucket(target.places().lakeBucket())
                        .prefix(target.places().lakeKey("pending/")))
                .contents()
                .stream()
                .toList();
    }

    private boolean names(S3Object manifest) {
        try {
            byte[] bytes = target.clients()
                    .s3()
                    .getObjectAsBytes(
                            get -> get.bucket(target.places().lakeBucket()).key(manifest.key()))
                    .asByteArray();
            var document = JSON.readTree(bytes);
            boolean isNamed = StreamSupport.stream(document.path("objects").spliterator(), false)
                            .anyMatch(object -> key.equals(object.path("key").asText()))
                    || document.path("request").toString().contains(key);
            if (!isNamed) {
                otherManifests.add(manifest.key());
            }
            return isNamed;
        } catch (NoSuchKeyException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("Manifest s3://" + target.places().lakeBucket() + "/" + manifest.key(), e);
        }
    }

    private long messages(String url) {
        var attributes = target.clients()
                .sqs()
                .getQueueAttributes(get -> get.queueUrl(url)
                        .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes();
        return attributes.values().stream().mapToLong(Long::parseLong).sum();
    }
}
