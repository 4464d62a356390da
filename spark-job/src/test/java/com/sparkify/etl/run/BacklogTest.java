package com.sparkify.etl.run;

import static com.sparkify.etl.run.Samples.log;
import static com.sparkify.etl.run.Samples.play;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sparkify.etl.lake.StoredObject;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A backlog that does not fit into one batch, and requests that select objects by a listing. */
class BacklogTest {
    private static final String FORCED_RANGE =
            "{\"load\":{\"from\":\"2018-11-01\",\"to\":\"2018-11-30\",\"force\":true}}";

    @RegisterExtension
    final LakeFixture lake = new LakeFixture();

    private void put(int day) {
        lake.input.put(log(day), play("user" + day, day, "free", "x"));
    }

    private void putAndLoad(int days) {
        for (int day = 1; day <= days; day++) {
            put(day);
            lake.announce(log(day));
        }
        assertThat(lake.run()).isTrue();
    }

    private String onlyManifest() {
        return lake.bucket.list("pending/").stream()
                .map(StoredObject::key)
                .reduce((one, other) -> {
                    throw new AssertionError(one + ", " + other);
                })
                .orElseThrow();
    }

    @Test
    void aListingIsLoadedInPortionsOfWhatDiffersAndNothingIsLookedUpThatItTold() {
        putAndLoad(4);
        for (int day = 4; day <= 9; day++) {
            lake.input.put(log(day), play("changed" + day, day, "paid", "x"));
        }
        lake.input.heads.set(0);
        lake.request("{\"load\":{\"prefix\":\"log_data/\"}}");
        assertThat(lake.run("--batch-objects", "2")).isTrue();
        assertThat(lake.lastOutput).contains("\"loaded\":6,\"skipped\":0").contains("\"batches\":3");
        assertThat(lake.input.heads).hasValue(0);
        assertThat(lake.rows("select user_id from sparkify.songplays order by start_time"))
                .containsExactly(
                        "user1",
                        "user2",
                        "user3",
                        "changed4",
                        "changed5",
                        "changed6",
                        "changed7",
                        "changed8",
                        "changed9");
        assertThat(lake.bucket.list("pending/")).isEmpty();
    }

    @Test
    void aRetractionThatComesWhileAListingIsUnderWayStays() {
        for (int day = 1; day <= 6; day++) {
            put(day);
        }
        lake.request("{\"load\":{\"prefix\":\"log_data/\"}}");
        AtomicBoolean isFirst = new AtomicBoolean(true);
        lake.input.beforeOpen(key -> {
            if (isFirst.getAndSet(false)) {
                for (int day = 1; day <= 6; day++) {
                    lake.request("{\"retract\":{\"keys\":[\"%s\"]}}".formatted(log(day)));
                }
            }
        });
        assertThat(lake.run("--batch-objects", "1")).isTrue();
        assertThat(lake.bucket.list("pending/")).isEmpty();
        assertThat(lake.rows("select user_id from sparkify.songplays")).isEmpty();
        assertThat(lake.rows("select object_key from sparkify.load_history where status = 'retracted'"))
                .hasSize(6);
    }

    @Test
    void whatAForcedRangeDidBeforeTheRunEndedIsNotDoneAgain() {
        putAndLoad(3);
        lake.request(FORCED_RANGE);
        String manifest = onlyManifest();
        AtomicBoolean isEnded = new AtomicBoolean();
        lake.input.beforeOpen(key -> {
            if (key.equals(log(3)) && !isEnded.getAndSet(true)) {
                throw new IllegalStateException("the run ends here");
            }
        });
        assertThatThrownBy(() -> lake.run("--batch-objects", "1")).hasStackTraceContaining("the run ends here");
        assertThat(onlyManifest()).isEqualTo(manifest);
        assertThat(lake.run("--batch-objects", "1")).isTrue();
        assertThat(lake.lastOutput).contains("\"loaded\":1,\"skipped\":0");
        assertThat(lake.bucket.list("pending/")).isEmpty();
        assertThat(lake.rows(
                        "select object_key, count(*) from sparkify.load_history where manifest = '%s'"
                                + " group by object_key order by 1",
                        manifest.substring("pending/".length())))
                .containsExactly(log(1) + "1", log(2) + "1", log(3) + "1");
    }

    @Test
    void aRequestThatEndedThreeRunsAbruptlyIsSetAside() {
        put(1);
        lake.announce(log(1));
        lake.request(FORCED_RANGE);
        String request = lake.bucket.list("pending/").get(1).key();
        String name = request.substring("pending/".length());
        lake.bucket.put("state/requests.json", "{\"%s\":3}".formatted(name));
        assertThat(lake.run()).isTrue();
        assertThat(lake.lastOutput)
                .contains("moved to pending-bad/" + name + ": Set aside: 3 runs ended abruptly")
                .contains("\"loaded\":1");
        assertThat(lake.bucket.list("pending/")).isEmpty();
        assertThat(lake.bucket.text("pending-bad/" + name)).contains("\"force\":true");
        assertThat(lake.bucket.list("state/requests.json")).isEmpty();
    }

    @Test
    void aRunThatEndsWhileItListsIsRemembered() {
        put(1);
        lake.request(FORCED_RANGE);
        lake.input.denied = new OutOfMemoryError("a listing that takes too much");
        lake.input.deniedListing = "log_data/";
        assertThatThrownBy(lake::run).isInstanceOf(OutOfMemoryError.class);
        assertThat(lake.bucket.text("state/requests.json")).endsWith(":1}");
        lake.input.deniedListing = null;
        assertThat(lake.run()).isTrue();
        assertThat(lake.lastOutput).contains("\"loaded\":1");
        assertThat(lake.bucket.list("state/requests.json")).isEmpty();
    }

    @Test
    void aListingThatIsDeniedStaysPendingAndCostsTheOthersNothing() {
        put(1);
        lake.request(FORCED_RANGE);
        lake.announce(log(1));
        lake.input.deniedListing = "log_data/";
        assertThat(lake.run()).isFalse();
        assertThat(lake.lastOutput)
                .contains("\"loaded\":1")
                .contains("stays pending: " + onlyManifest() + ": LIST log_data/ answered 403");
        assertThat(lake.bucket.list("state/requests.json")).isEmpty();
        lake.input.deniedListing = null;
        assertThat(lake.run()).isTrue();
        assertThat(lake.lastOutput).contains("\"loaded\":0");
    }
}
