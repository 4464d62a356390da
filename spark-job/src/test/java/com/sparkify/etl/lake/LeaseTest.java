package com.sparkify.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sparkify.etl.run.InMemoryObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LeaseTest {
    private static final Duration TERM = Duration.ofMillis(600);
    private static final String LEASE = "state/lease.json";

    private final List<String> messages = new ArrayList<>();
    private final InMemoryObjectStore lake = new InMemoryObjectStore("lease-" + UUID.randomUUID());

    private Lease take(String holder) {
        return Lease.take(lake, "state/lease.json", holder, TERM, RunClock.system(), messages::add);
    }

    @Test
    void aLivingHolderKeepsOthersOut() {
        try (Lease first = take("first")) {
            assertThatThrownBy(() -> take("second"))
                    .isInstanceOf(LeaseHeldException.class)
                    .hasMessageStartingWith("Run first holds the lease s3://" + lake.bucket()
                            + "/state/lease.json and is alive. This run ends; nothing is lost");
            first.check();
        }
        try (Lease second = take("second")) {
            second.check();
        }
    }

    @Test
    void aDeadHoldersLeaseIsTakenOverWhenItsTermIsOver() {
        lake.put("state/lease.json", "{\"holder\":\"dead\",\"expiresAt\":\"2999-01-01T00:00:00Z\"}");
        long begun = System.nanoTime();
        try (Lease lease = take("next")) {
            lease.check();
            assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(TERM.toNanos());
        }
    }

    @Test
    void aLeaseThatEndedLongAgoIsTakenAtOnce() {
        lake.put("state/lease.json", "{\"holder\":\"dead\",\"expiresAt\":\"2000-01-01T00:00:00Z\"}");
        try (Lease lease = take("next")) {
            lease.check();
        }
        assertThat(lake.list("state/")).isEmpty();
    }

    @Test
    void whoLosesTheLeaseMayNotCommit() throws InterruptedException {
        try (Lease lease = take("slow")) {
            lake.delete(List.of("state/lease.json"));
            lake.put("state/lease.json", "{\"holder\":\"thief\"}");
            Thread.sleep(TERM.toMillis());
            assertThatThrownBy(lease::check)
                    .isInstanceOf(LeaseHeldException.class)
                    .hasMessageContaining("run thief has taken it");
        }
        assertThat(lake.text("state/lease.json")).contains("thief");
    }

    /** The process may stall between the write and its response: for other runs the term begins with the write. */
    @Test
    void theTermBeginsBeforeTheFirstWriteNotAfterItsAnswer() {
        StoppedClock clock = new StoppedClock();
        lake.beforeConditionalPut(within -> clock.now = clock.now.plus(TERM).plusMillis(1));
        try (Lease lease = Lease.take(lake, "state/lease.json", "stalled", TERM, clock, messages::add)) {
            assertThatThrownBy(lease::check).hasMessageContaining("it could not be renewed");
        }
    }

    private static final class StoppedClock implements RunClock {
        private Instant now = Instant.EPOCH;

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public void pause(Duration duration) {
            throw new AssertionError("Nobody else has the lease");
        }
    }

    /** The dead holder's term says nothing about a run that took the lease meanwhile. */
    @Test
    void aRunThatWaitsForADeadHolderWaitsForTheNextOneToo() {
        lake.put(LEASE, lease("dead", 0));
        ActingClock clock = new ActingClock(60);
        clock.at(58, () -> {
            lake.delete(List.of(LEASE));
            lake.beforeConditionalPut(within -> {
                lake.beforeConditionalPut(null);
                lake.put(LEASE, lease("living", 0));
            });
        });
        clock.at(68, () -> lake.put(LEASE, lease("living", 1)));
        assertThatThrownBy(() -> take("waiting", clock))
                .isInstanceOf(LeaseHeldException.class)
                .hasMessageContaining("Run living holds the lease");
        assertThat(lake.text(LEASE)).isEqualTo(lease("living", 1));
    }

    @Test
    void aWaitForADeadHolderIsToldOnceWithItsLatestEnd() {
        lake.put(LEASE, lease("dead", 0));
        try (Lease lease = take("waiting", new ActingClock(60))) {
            lease.check();
        }
        assertThat(messages)
                .containsExactly(
                        "waits for the lease of run dead, which ends by 1970-01-01T00:01:01Z unless it is renewed");
    }

    @Test
    void aFreeLeaseIsTakenWithoutAMessage() {
        try (Lease lease = take("first", new ActingClock(60))) {
            lease.check();
        }
        assertThat(messages).isEmpty();
    }

    @Test
    void aLeaseThatIsReleasedWhileTheProcessStandsStillIsTaken() {
        lake.put(LEASE, lease("other", 0));
        ActingClock clock = new ActingClock(60);
        clock.at(1, () -> {
            lake.delete(List.of(LEASE));
            clock.now = clock.now.plusSeconds(600);
        });
        try (Lease lease = take("waiting", clock)) {
            lease.check();
        }
    }

    private Lease take(String holder, ActingClock clock) {
        return Lease.take(lake, LEASE, holder, Duration.ofSeconds(clock.term), clock, messages::add);
    }

    private static String lease(String holder, int renewal) {
        return "{\"holder\":\"%s\",\"expiresAt\":\"2999-01-01T00:00:%02dZ\"}".formatted(holder, renewal);
    }

    /** A pause advances the clock and executes the actions that are due. */
    private static final class ActingClock implements RunClock {
        private final long term;
        private final TreeMap<Instant, Runnable> actions = new TreeMap<>();
        private Instant now = Instant.EPOCH;

        ActingClock(long term) {
            this.term = term;
        }

        void at(int second, Runnable action) {
            actions.put(Instant.ofEpochSecond(second), action);
        }

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public void pause(Duration duration) {
            now = now.plus(duration);
            while (!actions.isEmpty() && !actions.firstKey().isAfter(now)) {
                actions.pollFirstEntry().getValue().run();
            }
        }
    }

    @Test
    void oneSlowRequestDoesNotLoseTheLease() throws InterruptedException {
        try (Lease lease = take("holder")) {
            AtomicReference<Duration> limit = new AtomicReference<>();
            lake.beforeConditionalPut(within -> {
                lake.beforeConditionalPut(null);
                limit.set(within);
                throw new StoreException("answered too late", null);
            });
            Thread.sleep(2 * TERM.toMillis());
            lease.check();
            assertThat(limit.get()).isLessThanOrEqualTo(TERM.dividedBy(4));
        }
    }

    @Test
    void aLeaseThatIsGivenUpAllowsNoCommitAndKeepsOthersOutForItsTerm() {
        try (Lease lease = take("stopped")) {
            lease.giveUp("the run was asked to end");
            assertThatThrownBy(lease::check).hasMessageContaining("is lost: the run was asked to end. This run stops");
            assertThat(lease.isOurs()).isTrue();
        }
        assertThat(lake.text("state/lease.json")).contains("stopped");
    }
}
