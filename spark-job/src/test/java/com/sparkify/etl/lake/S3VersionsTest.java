package com.sparkify.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.paginators.ListObjectVersionsIterable;

/** A versioned bucket, listed in pages of three entries, in which no deletion may restore an object. */
class S3VersionsTest {
    private static final int PAGE = 3;

    /** A version or a delete marker. */
    private record Entry(String key, int id, boolean isMarker) {}

    /** By key, and the newest of a key first. */
    private final List<Entry> bucket = new ArrayList<>();

    private final List<Integer> deletions = new ArrayList<>();
    private final Set<String> visible = new TreeSet<>();
    private final S3Versions versions = new S3Versions(
            new S3ObjectStore("bucket"),
            (S3Client) Proxy.newProxyInstance(
                    S3Client.class.getClassLoader(),
                    new Class<?>[] {S3Client.class},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "listObjectVersionsPaginator" ->
                            new ListObjectVersionsIterable(
                                    (S3Client) proxy,
                                    ListObjectVersionsRequest.builder()
                                            .applyMutation(mutation(arguments[0]))
                                            .build());
                        case "listObjectVersions" -> page((ListObjectVersionsRequest) arguments[0]);
                        default -> throw new UnsupportedOperationException(method.getName());
                    }),
            this::delete);

    @SuppressWarnings("unchecked")
    private static Consumer<ListObjectVersionsRequest.Builder> mutation(Object argument) {
        return (Consumer<ListObjectVersionsRequest.Builder>) argument;
    }

    @BeforeEach
    void fill() {
        Random random = new Random(3);
        for (int key = 0; key < 60; key++) {
            for (int id = random.nextInt(1, 12); id > 0; id--) {
                bucket.add(new Entry("state/%02d".formatted(key), id, random.nextBoolean()));
            }
        }
        visible.addAll(visible());
    }

    @Test
    void onlyCurrentVersionsStayAndFewEntriesAreHeld() {
        int before = bucket.size();
        assertThat(versions.removeOld("state/")).isEqualTo(before - visible.size());
        assertThat(bucket).hasSize(visible.size());
        assertThat(visible()).isEqualTo(visible);
        assertThat(deletions).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(PAGE + 1));
    }

    @Test
    void anObjectIsErasedWithAllItsVersionsAndOthersStay() {
        String key = visible.iterator().next();
        long others = bucket.stream().filter(entry -> !entry.key().equals(key)).count();
        versions.removeAll(key);
        assertThat(bucket).hasSize((int) others).noneMatch(entry -> entry.key().equals(key));
    }

    private ListObjectVersionsResponse page(ListObjectVersionsRequest request) {
        List<Entry> rest = bucket.stream()
                .filter(entry -> entry.key().startsWith(request.prefix()))
                .filter(entry -> request.keyMarker() == null || isAfter(entry, request))
                .toList();
        List<Entry> page = rest.subList(0, Math.min(PAGE, rest.size()));
        ListObjectVersionsResponse.Builder response = ListObjectVersionsResponse.builder()
                .versions(page.stream()
                        .filter(entry -> !entry.isMarker())
                        .map(entry -> ObjectVersion.builder()
                                .key(entry.key())
                                .versionId("" + entry.id())
                                .isLatest(isLatest(entry))
                                .build())
                        .toList())
                .deleteMarkers(page.stream()
                        .filter(Entry::isMarker)
                        .map(entry -> DeleteMarkerEntry.builder()
                                .key(entry.key())
                                .versionId("" + entry.id())
                                .isLatest(isLatest(entry))
                                .build())
                        .toList())
                .isTruncated(page.size() < rest.size());
        if (page.size() < rest.size()) {
            Entry last = page.get(PAGE - 1);
            response.nextKeyMarker(last.key()).nextVersionIdMarker("" + last.id());
        }
        return response.build();
    }

    private static boolean isAfter(Entry entry, ListObjectVersionsRequest request) {
        int order = entry.key().compareTo(request.keyMarker());
        return order > 0 || order == 0 && entry.id() < Integer.parseInt(request.versionIdMarker());
    }

    private boolean isLatest(Entry entry) {
        return bucket.stream()
                        .filter(one -> one.key().equals(entry.key()))
                        .findFirst()
                        .get()
                == entry;
    }

    private Set<String> visible() {
        return bucket.stream()
                .filter(entry -> !entry.isMarker() && isLatest(entry))
                .map(Entry::key)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void delete(List<ObjectIdentifier> gone) {
        deletions.add(gone.size());
        for (ObjectIdentifier one : gone) {
            bucket.removeIf(
                    entry -> entry.key().equals(one.key()) && one.versionId().equals("" + entry.id()));
        }
        assertThat(visible).containsAll(visible());
    }
}
