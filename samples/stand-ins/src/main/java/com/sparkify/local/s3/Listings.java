package com.sparkify.local.s3;

import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Keeps the rest of a listing for its next pages, until the bucket changes. For each page the file store visits all files
 * below the prefix, so listing them all would take a time that grows with the square of their number. Listings with a
 * delimiter or a start are passed on.
 */
final class Listings {
    /** Files that are put into the folder without the server are listed after this time. */
    private static final Duration MOST_AGE = Duration.ofSeconds(10);

    private final Map<Place, Rest> rests = new ConcurrentHashMap<>();
    private final Map<String, Integer> changes = new ConcurrentHashMap<>();

    private record Place(String bucket, String prefix) {}

    /** @param changes of the bucket before the store was read */
    private record Rest(int changes, long readAt, List<S3Object> objects) {}

    /** Must be called after each change of an object. */
    void changed(String bucket) {
        changes.merge(bucket, 1, Integer::sum);
    }

    /** @param store the listing of the file store, whose continuation tokens are keys */
    ListObjectsV2Response list(
            ListObjectsV2Request request, Function<ListObjectsV2Request, ListObjectsV2Response> store) {
        boolean isOfAllBelow =
                request.delimiter() == null || request.delimiter().isEmpty();
        if (!isOfAllBelow || request.startAfter() != null || request.maxKeys() == null) {
            return store.apply(request);
        }
        Place place = new Place(request.bucket(), request.prefix());
        String token = request.continuationToken();
        rests.entrySet().removeIf(held -> !isCurrent(held.getKey(), held.getValue()));
        Rest rest = rests.get(place);
        if (token == null || rest == null) {
            int before = changesOf(place);
            long now = System.nanoTime();
            ListObjectsV2Response all =
                    store.apply(request.toBuilder().maxKeys(Integer.MAX_VALUE).build());
            rest = new Rest(before, now, all.contents());
        }
        int from = token == null ? 0 : firstAfter(rest.objects(), token);
        int to = (int) Math.min(rest.objects().size(), (long) from + request.maxKeys());
        boolean isTruncated = to > from && to < rest.objects().size();
        if (isTruncated) {
            rests.put(place, rest);
        }
        return ListObjectsV2Response.builder()
                .contents(rest.objects().subList(from, to))
                .isTruncated(isTruncated)
                .nextContinuationToken(isTruncated ? rest.objects().get(to - 1).key() : null)
                .build();
    }

    private boolean isCurrent(Place place, Rest rest) {
        return rest.changes() == changesOf(place) && System.nanoTime() - rest.readAt() < MOST_AGE.toNanos();
    }

    private int changesOf(Place place) {
        return changes.getOrDefault(place.bucket(), 0);
    }

    private static int firstAfter(List<S3Object> sorted, String key) {
        int found = Collections.binarySearch(
                sorted, S3Object.builder().key(key).build(), Comparator.comparing(S3Object::key));
        return found >= 0 ? found + 1 : -found - 1;
    }
}
