package com.sparkify.etl.lake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The right to write the lake: one small object, which its holder renews six times a term. A run that sees no renewal
 * for a whole term takes the lease over. Clocks of two machines are never compared, except to skip that wait when the
 * term ended long ago.
 */
public final class Lease implements AutoCloseable {
    /**
     * Rare enough that a day at a term of 60 seconds makes 8,640 object versions; frequent enough that another run soon
     * sees a renewal and ends.
     */
    private static final int RENEWALS_A_TERM = 6;
    /** Limits a request to a quarter of the term, which leaves time for two more after a slow one. */
    private static final int CALLS_A_TERM = 4;
    /** Interval at which a failed renewal is retried. */
    private static final int REPETITIONS_A_TERM = 20;

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    /** Minimum frequency at which another run checks for renewals. */
    private static final int LOOKS_A_TERM = 12;

    private final ObjectStore lake;
    private final String key;
    private final String holder;
    private final Duration term;
    private final RunClock clock;
    private final ScheduledExecutorService renewals = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "lease");
        thread.setDaemon(true);
        return thread;
    });
    private volatile String etag;
    private volatile Instant renewedAt;
    private volatile String lost;

    private Lease(ObjectStore lake, String key, String holder, Duration term, RunClock clock) {
        this.lake = lake;
        this.key = key;
        this.holder = holder;
        this.term = term;
        this.clock = clock;
    }

    /**
     * Acquires the lease.
     *
     * @param holder name of this run in the error message of other runs
     * @param term how long the lease stays valid after its last renewal
     * @param messages receives one line if another run may hold the lease, because the wait is silent otherwise
     * @throws LeaseHeldException if another run renews it
     */
    public static Lease take(
            ObjectStore lake, String key, String holder, Duration term, RunClock clock, Consumer<String> messages) {
        Lease lease = new Lease(lake, key, holder, term, clock);
        lease.etag = lease.firstWrite(messages);
        lease.renewIn(term.dividedBy(RENEWALS_A_TERM));
        return lease;
    }

    /** Gives up the right to write for good. The lease object stays until its term is over. */
    public void giveUp(String reason) {
        renewals.shutdownNow();
        lost = reason;
    }

    /**
     * Returns true if the lease object names this run: no other run has taken it over, even if the term may be over.
     */
    public boolean isOurs() {
        return lake.get(key).map(Lease::holder).filter(holder::equals).isPresent();
    }

    /** Returns true if another run may hold the lease. */
    public boolean isLost() {
        if (lost == null && isOver(renewedAt)) {
            lost = "it could not be renewed for %d seconds".formatted(term.toSeconds());
        }
        return lost != null;
    }

    /** Throws if another run may hold the lease, in which case nothing may be committed. */
    public void check() {
        if (isLost()) {
            throw new LeaseHeldException(
                    "The lease s3://%s/%s is lost: %s. This run stops; what it has not finished stays pending."
                            .formatted(lake.bucket(), key, lost));
        }
    }

    private String firstWrite(Consumer<String> messages) {
        Instant deadline = clock.now().plus(term.multipliedBy(2));
        ObjectStore.Content seen = lake.get(key).orElse(null);
        Instant unchangedSince = clock.now();
        if (seen != null && !isLongOver(seen)) {
            messages.accept("waits for the lease of run %s, which ends by %s unless it is renewed"
                    .formatted(
                            holder(seen),
                            unchangedSince.plus(term).plus(LOOK_EVERY).truncatedTo(ChronoUnit.SECONDS)));
        }
        while (true) {
            if (seen == null || isLongOver(seen) || isOver(unchangedSince)) {
                try {
                    renewedAt = clock.now(); // measured before the response arrives: the term may pass
                    // while this run waits for it
                    return put(seen == null ? null : seen.etag());
                } catch (PreconditionFailedException e) {
                    // another run was faster, or the response to this run's write was lost: read the object
                }
            }
            Duration part = term.dividedBy(LOOKS_A_TERM);
            clock.pause(part.compareTo(LOOK_EVERY) < 0 ? part : LOOK_EVERY);
            ObjectStore.Content now = lake.get(key).orElse(null);
            if (now != null && holder(now).equals(holder)) {
                return now.etag();
            }
            boolean isUnchanged = now != null && seen != null && now.etag().equals(seen.etag());
            boolean isRenewed = now != null && seen != null && !isUnchanged;
            if (isRenewed || now != null && clock.now().isAfter(deadline)) {
                throw new LeaseHeldException(
                        "Run %s holds the lease s3://%s/%s and is alive. This run ends; nothing is lost: that run loads what is pending."
                                .formatted(holder(now), lake.bucket(), key));
            }
            if (!isUnchanged) {
                unchangedSince = clock.now();
            }
            seen = now;
        }
    }

    /** Returns true if a whole term has passed. */
    private boolean isOver(Instant since) {
        return Duration.between(since, clock.now()).compareTo(term) > 0;
    }

    /** Returns true if the term ended longer ago than any clock skew. */
    private boolean isLongOver(ObjectStore.Content content) {
        try {
            Instant expires = Instant.parse(
                    LakeDocuments.object(content.bytes()).path("expiresAt").asText());
            return expires.plus(Duration.ofMinutes(5)).isBefore(clock.now());
        } catch (RuntimeException e) {
            return true; // not a lease document of this job
        }
    }

    private static String holder(ObjectStore.Content content) {
        try {
            return LakeDocuments.object(content.bytes()).path("holder").asText("?");
        } catch (IllegalArgumentException e) {
            return "?";
        }
    }

    private byte[] document() {
        ObjectNode document = LakeDocuments.MAPPER.createObjectNode();
        document.put("holder", holder).put("expiresAt", clock.now().plus(term).toString());
        return LakeDocuments.bytes(document);
    }

    private String put(String replaced) {
        return lake.putIf(key, document(), replaced, term.dividedBy(CALLS_A_TERM));
    }

    private void renewIn(Duration delay) {
        if (!renewals.isShutdown()) {
            renewals.schedule(this::renew, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void renew() {
        Instant begun = clock.now();
        Duration next = term.dividedBy(REPETITIONS_A_TERM);
        try {
            etag = put(etag);
            renewedAt = begun;
            next = term.dividedBy(RENEWALS_A_TERM);
        } catch (PreconditionFailedException e) {
            lookWhoHasIt();
        } catch (StoreException e) {
            // the next renewal may succeed; check() throws once the term is over
        } finally {
            renewIn(next);
        }
    }

    private void lookWhoHasIt() {
        try {
            ObjectStore.Content content = lake.get(key).orElse(null);
            if (content != null && holder(content).equals(holder)) {
                etag = content.etag();
            } else {
                lost = content == null ? "somebody deleted it" : "run %s has taken it".formatted(holder(content));
            }
        } catch (StoreException e) {
            // read again at the next renewal
        }
    }

    /** Releases the lease. */
    @Override
    public void close() {
        renewals.shutdownNow();
        try {
            renewals.awaitTermination(term.toMillis(), TimeUnit.MILLISECONDS);
            if (lost == null && isOurs()) {
                lake.delete(List.of(key));
            }
        } catch (StoreException e) {
            // the lease expires by itself
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
