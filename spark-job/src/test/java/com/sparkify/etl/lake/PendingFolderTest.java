package com.sparkify.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.etl.run.InMemoryObjectStore;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PendingFolderTest {
    private final InMemoryObjectStore store = new InMemoryObjectStore("pending-" + UUID.randomUUID());
    private final PendingFolder pending = new PendingFolder(store, Lake.at("s3://" + store.bucket()));

    private List<Manifest> manifests() {
        pending.beginPass();
        return pending.next(Long.MAX_VALUE);
    }

    private Request request(String json) {
        store.put("pending/1.json", "{\"version\":1,\"request\":" + json + "}");
        return manifests().get(0).request();
    }

    @Test
    void manifestsComeOldestFirst() {
        store.put(
                "pending/2.json",
                "{\"version\":1,\"objects\":[{\"key\":\"b\",\"etag\":\"x\"},{\"key\":\"b\"}],\"more\":1}");
        store.put("pending/1.json", "{\"version\":1,\"objects\":[{\"key\":\"a\"}]}");
        assertThat(manifests()).extracting(Manifest::keys).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void manifestsAreGivenOnceAndAsManyAsFit() {
        for (int number = 1; number <= 5; number++) {
            store.put("pending/%d.json".formatted(number), "{\"version\":1,\"objects\":[]}");
        }
        long size = store.head("pending/1.json").orElseThrow().size();
        pending.beginPass();
        assertThat(pending.next(2 * size)).extracting(Manifest::fileName).containsExactly("1.json", "2.json");
        assertThat(pending.hasNext()).isTrue();
        assertThat(pending.next(1)).extracting(Manifest::fileName).containsExactly("3.json");
        store.put("pending/0.json", "{\"version\":1,\"objects\":[]}");
        assertThat(pending.next(Long.MAX_VALUE)).extracting(Manifest::fileName).containsExactly("4.json", "5.json");
        assertThat(pending.hasNext()).isFalse();
        assertThat(manifests()).extracting(Manifest::fileName).containsExactly("0.json");
    }

    @Test
    void whatIsNoManifestIsMovedAsideAndCostsTheOthersNothing() {
        store.put("pending/1.json", "{\"version\":1,\"objects\":[{\"key\":\"a\"}]}");
        store.put("pending/2.json", "{\"version\":1,");
        store.put("pending/3.json", "{\"version\":2,\"objects\":[]}");
        store.put(
                "pending/4.json",
                "{\"version\":1,\"request\":{\"load\":{\"from\":\"2018-13-1\",\"to\":\"2018-11-02\"}}}");
        assertThat(manifests()).hasSize(1);
        assertThat(pending.bad().keySet())
                .containsExactlyInAnyOrder("pending-bad/2.json", "pending-bad/3.json", "pending-bad/4.json");
        assertThat(pending.bad().get("pending-bad/4.json"))
                .isEqualTo("A log partition must look like 2018-11-12: from is '2018-13-1'");
        assertThat(store.list("pending/")).hasSize(1);
    }

    @Test
    void everyRequestIsUnderstood() {
        assertThat(request("{\"load\":{\"from\":\"2018-11-12\",\"to\":\"2018-11-14\",\"force\":true}}"))
                .isEqualTo(new Request.LoadRange(LocalDate.parse("2018-11-12"), LocalDate.parse("2018-11-14"), true));
    }

    @Test
    void keysPrefixesAndRetractionsAreUnderstood() {
        assertThat(request("{\"load\":{\"keys\":[\"a\"]}}")).isEqualTo(new Request.LoadKeys(List.of("a"), false));
    }

    @Test
    void sweepIsUnderstood() {
        assertThat(request("{\"sweep\":{}}")).isEqualTo(new Request.Sweep());
    }

    @Test
    void theLakeIsABucketOrAPathInOne() {
        assertThat(Lake.at("s3://bucket").pending()).isEqualTo("pending/");
        assertThat(Lake.at("s3://bucket/a/b/").json()).isEqualTo("a/b/json/");
    }
}
