package com.sparkify.etl.lake;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * A write under the condition that an object has a certain version, or does not exist. S3 answers a conflict while
 * another such write is in progress, which may be an earlier attempt of this one, so the write is repeated: its
 * condition tells whether the object changed.
 */
final class S3ConditionalPut {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final S3ObjectStore store;
    private final PutObjectRequest.Builder request;

    /** @param etag the expected version; null: none */
    S3ConditionalPut(S3ObjectStore store, String key, String etag) {
        this.store = store;
        PutObjectRequest.Builder put =
                PutObjectRequest.builder().bucket(store.bucket()).key(key);
        this.request = etag == null ? put.ifNoneMatch("*") : put.ifMatch(etag);
    }

    /** Limits each attempt. Conflicts may last for {@code conflicts}. */
    String writeWithAttemptsOf(Duration attempt, Duration conflicts, byte[] bytes) {
        request.overrideConfiguration(override -> override.apiCallAttemptTimeout(attempt));
        return repeat(conflicts, bytes, false);
    }

    /** Limits the whole write. */
    String writeWithin(Duration limit, byte[] bytes) {
        return repeat(limit, bytes, true);
    }

    private String repeat(Duration limit, byte[] bytes, boolean isCallLimited) {
        long begun = System.nanoTime();
        Duration left = limit;
        while (true) {
            if (isCallLimited) {
                Duration most = left;
                request.overrideConfiguration(override -> override.apiCallTimeout(most));
            }
            try {
                return store.put(request, bytes);
            } catch (S3ObjectStore.ConflictException e) {
                pause(e);
                left = limit.minusNanos(System.nanoTime() - begun);
                if (left.isNegative() || left.isZero()) {
                    throw e;
                }
            } catch (S3ObjectStore.AbsentException e) {
                throw e.isOfKey() ? new PreconditionFailedException(e.getMessage(), e) : e;
            }
        }
    }

    private static void pause(StoreException conflict) {
        try {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw conflict;
        }
    }
}
