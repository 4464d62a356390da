package com.sparkify.local.status;

import com.sparkify.local.stack.StackClients;
import com.sparkify.local.stack.StackPlaces;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Waiting and running work at one time.
 *
 * @param isUp whether the stack accepts new events
 * @param current the batch that readers see; empty if nothing was loaded yet
 */
public record StackStatus(
        boolean isUp, Queued queued, PendingManifests pending, Runs runs, Optional<CurrentSet> current) {

    /** Queries queue, bucket and application. */
    public static StackStatus of(StackPlaces places, StackClients clients, Instant now) {
        return new StackStatus(
                true,
                Queued.of(clients.sqs(), places.queueUrl(), places.deadLetterQueueUrl()),
                PendingManifests.of(pendingKeys(places, clients.s3())),
                Runs.of(clients.emr(), places.applicationId(), now),
                current(places, clients.s3()));
    }

    /** Returns this status with another last success, unless the application knows a later one. */
    public StackStatus withLastSuccess(Optional<Instant> other) {
        Optional<Instant> latest =
                Stream.concat(runs.lastSuccess().stream(), other.stream()).max(Comparator.naturalOrder());
        var both = new Runs(runs.active(), latest);
        return new StackStatus(isUp, queued, pending, both, current);
    }

    /** Returns true if no work is queued or pending; a run may linger. */
    public boolean isLoaded() {
        return queued.isEmpty() && pending.manifests() == 0;
    }

    private static List<String> pendingKeys(StackPlaces places, S3Client s3) {
        return s3
                .listObjectsV2Paginator(list -> list.bucket(places.lakeBucket()).prefix(places.lakeKey("pending/")))
                .contents()
                .stream()
                .map(S3Object::key)
                .limit(PendingManifests.MOST + 1L)
                .toList();
    }

    private static Optional<CurrentSet> current(StackPlaces places, S3Client s3) {
        try {
            var content = s3.getObjectAsBytes(
                    get -> get.bucket(places.lakeBucket()).key(places.lakeKey("state/current.json")));
            return Optional.of(CurrentSet.parse(content.asString(StandardCharsets.UTF_8)));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }
}
