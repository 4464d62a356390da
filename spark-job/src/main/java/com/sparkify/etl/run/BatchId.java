package com.sparkify.etl.run;

import java.time.Instant;
import java.util.UUID;

/**
 * Generates batch ids that sort by creation time. A look-up of a batch's rows then skips older data files by their
 * column bounds. Only cost depends on the order, not correctness.
 */
final class BatchId {
    private BatchId() {}

    /** Returns a new id, which sorts after all UUIDs that earlier releases used. */
    static String next(Instant now) {
        return "t%013d-%s"
                .formatted(now.toEpochMilli(), UUID.randomUUID().toString().substring(0, 13));
    }
}
