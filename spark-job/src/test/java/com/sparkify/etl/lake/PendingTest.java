package com.sparkify.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.etl.run.InMemoryObjectStore;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PendingTest {
    private final InMemoryObjectStore store = new InMemoryObjectStore("pending-" + UUID.randomUUID());
    private final Pending pending = new Pending(store, Lake.at("s3://" + store.bucket()));

    private Request request(String json) {
        store.put("pending/1.json", "{\"version\":1,\"request\":" + json + "}");
        return pending.manifests().get(0).request();
    }

    @Test
    void manifestsComeOldestFirst() {
        store.put(
                "pending/2.json",
                "{\"version\":1,\"objects\":[{\"key\":\"b\",\"etag\":\"x\"},{\"key\":\"b\"}],\"more\":1}");
        store.put("pending/1.json", "{\"version\":1,\"objects\":[{\"key\":\"a\"}]}");
        assertThat(pending.manifests()).extracting(Manifest::keys).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void whatIsNoManifestIsMovedAsideAndCostsTheOthersNothing() {
        store.put("pending/1.json", "{\"version\":1,\"objects\":[{\"key\":\"a\"}]}");
        store.put("pending/2.json", "{\"version\":1,");
        store.put("pending/3.json", "{\"version\":2,\"objects\":[]}");
        store.put(
                "pending/4.json",
                "{\"version\":1,\"request\":{\"load\":{\"from\":\"2018-13-1\",\"to\":\"2018-11-02\"}}}");
        assertThat(pending.manifests()).hasSize(1);
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
