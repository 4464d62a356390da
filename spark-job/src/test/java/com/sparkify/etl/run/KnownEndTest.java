package com.sparkify.etl.run;

import static com.sparkify.etl.run.Samples.log;
import static com.sparkify.etl.run.Samples.play;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sparkify.etl.lake.LeaseHeldException;
import com.sparkify.etl.lake.RequestAttempts;
import com.sparkify.etl.lake.StoredObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ends of a run that count against the objects of its batch, and ends that do not. */
class KnownEndTest {
    private static final int OBJECTS = 4;
    private static final String STATE = "state/derived.json";
    private static final String LEASE = "state/lease.json";
    private static final String REQUESTS = "state/requests.json";

    @RegisterExtension
    final LakeFixture lake = new LakeFixture();

    @BeforeEach
    void announce() {
        for (int object = 1; object <= OBJECTS; object++) {
            lake.upload(log(object), play("user" + object, object, "free", "x"));
        }
    }

    @Test
    void aRunThatIsAskedToEndBlamesNobodyAndItsBatchComesInHalves() {
        for (int run = 0; run < 5; run++) {
            lake.input.beforeOpen(key -> lake.lastRun.stop());
            assertThatThrownBy(lake::run)
                    .isInstanceOf(LeaseHeldException.class)
                    .hasMessageContaining("the run was asked to end");
            assertThat(state()).contains("\"excused\":true").doesNotContain("\"deaths\":1");
            letTheLeaseGo();
        }
        assertThat(lake.bucket.list("closing/")).hasSize(5);
        allIsLoaded();
        assertThat(lake.lastOutput).contains("\"batches\":" + OBJECTS);
    }

    @Test
    void aRunWhoseLeaseNobodyRenewedBlamesNobody() {
        lake.input.beforeOpen(key -> lake.lastRun.lease().giveUp("it could not be renewed"));
        assertThatThrownBy(lake::run).isInstanceOf(LeaseHeldException.class);
        assertThat(state()).contains("\"excused\":true").contains("\"attempts\":{}");
        letTheLeaseGo();
        allIsLoaded();
    }

    @Test
    void aRunWhoseLeaseAnotherTookWritesNothingMore() {
        lake.input.beforeOpen(key -> {
            lake.bucket.put(LEASE, "{\"holder\":\"thief\"}");
            lake.lastRun.lease().giveUp("run thief has taken it");
        });
        assertThatThrownBy(lake::run).isInstanceOf(LeaseHeldException.class);
        assertThat(state()).contains("\"excused\":false");
        letTheLeaseGo();
        allIsLoaded();
    }

    /** The objects are listed, so no manifest of theirs leads to another look at them. */
    @Test
    void aRunThatIsAskedToEndOnceItsBatchIsBookedLeavesNoAttempts() {
        requestAll();
        AtomicInteger writes = new AtomicInteger();
        lake.bucket.beforeReplacement(key -> {
            if (key.equals(STATE) && writes.incrementAndGet() == 3) { // after begin and the changed cells: the end
                lake.lastRun.stop();
            }
        });
        assertThatThrownBy(lake::run).hasMessageContaining("Another run wrote");
        assertThat(state()).contains("\"excused\":true").contains("\"maxBatchSize\":2");
        lake.bucket.beforeReplacement(null);
        letTheLeaseGo();
        allIsLoaded();
    }

    private void requestAll() {
        lake.bucket.delete(
                lake.bucket.list("pending/").stream().map(StoredObject::key).toList());
        lake.request("{\"load\":{\"prefix\":\"log_data/\"}}");
    }

    @Test
    void aRebuildThatIsAskedToEndAgainAndAgainStaysPending() {
        aRebuildThatEndsKnowinglyStaysPending(() -> lake.lastRun.stop());
    }

    @Test
    void aRebuildThatLosesTheLeaseAgainAndAgainStaysPending() {
        aRebuildThatEndsKnowinglyStaysPending(() -> lake.lastRun.lease().giveUp("it could not be renewed"));
    }

    private void aRebuildThatEndsKnowinglyStaysPending(Runnable end) {
        allIsLoaded();
        String before = state();
        lake.request("{\"rebuild\":{}}");
        for (int run = 0; run < RequestAttempts.FATAL; run++) {
            lake.bucket.put(STATE, before); // each rebuild writes the state, if it has not done so before
            lake.bucket.beforeReplacement(key -> {
                if (key.equals(STATE)) {
                    lake.bucket.beforeReplacement(null);
                    assertThat(lake.bucket.text(REQUESTS)).contains(":1");
                    end.run();
                }
            });
            assertThatThrownBy(lake::run).isInstanceOf(LeaseHeldException.class);
            assertThat(lake.bucket.text(REQUESTS)).isEqualTo("{}");
            letTheLeaseGo();
        }
        assertThat(lake.run()).isTrue();
        assertThat(lake.bucket.list("pending-bad/")).isEmpty();
        assertThat(lake.lastOutput).contains("rebuild: songplays 0 differed");
    }

    @Test
    void aRunThatCannotSayThatItClosesTellsWhyItEnds() {
        lake.input.beforeOpen(key -> lake.lastRun.lease().giveUp("it could not be renewed"));
        lake.bucket.deniedPut = "closing/";
        assertThatThrownBy(lake::run)
                .isInstanceOf(LeaseHeldException.class)
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .satisfies(other -> assertThat(other).hasMessageContaining("PUT closing/")));
    }

    /** As the driver's memory may be short for reasons that no object is to blame for. */
    @Test
    void runsThatDieOfManyObjectsSetNoneAside() {
        for (int run = 0; run < 2; run++) {
            die("");
        }
        assertThat(state()).doesNotContain("\"deaths\":1");
        allIsLoaded();
    }

    @Test
    void anObjectOfWhichRunsDieAloneIsSetAsideAndTheRestIsLoaded() {
        for (int run = 0; run < 5; run++) {
            die(log(2));
        }
        lake.input.beforeOpen(key -> assertThat(key).isNotEqualTo(log(2)));
        assertThat(lake.run()).isTrue();
        assertThat(lake.rows("select status from sparkify.load_history where object_key = '%s'", log(2)))
                .containsExactly("rejected");
        assertThat(lake.rows("select user_id from sparkify.users")).hasSize(OBJECTS - 1);
    }

    private void die(String atKey) {
        lake.input.beforeOpen(key -> {
            if (key.contains(atKey)) {
                throw new OutOfMemoryError("of " + key);
            }
        });
        assertThatThrownBy(lake::run).hasMessageContaining("java.lang.OutOfMemoryError");
    }

    private void letTheLeaseGo() {
        lake.bucket.delete(List.of(LEASE));
    }

    private void allIsLoaded() {
        lake.input.beforeOpen(null);
        assertThat(lake.run()).isTrue();
        assertThat(lake.rows("select distinct status from sparkify.load_history"))
                .containsExactly("loaded");
        assertThat(lake.rows("select user_id from sparkify.users")).hasSize(OBJECTS);
        assertThat(state()).contains("\"attempts\":{}");
    }

    private String state() {
        return lake.bucket.text(STATE);
    }
}
