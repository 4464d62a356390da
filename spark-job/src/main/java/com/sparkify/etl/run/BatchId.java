package com.sparkify.etl.run;

import java.time.Instant;
import java.util.UUID;

/**
 * Names batches so that later ones sort after earlier ones. By its bounds a data file then tells that it is older than a
 * batch, and is not opened when the batch's rows are sought. Nothing but the cost depends on the order.
 */
final class BatchId {
    private BatchId() {}

    /** A fresh name; it sorts after all UUIDs, which earlier releases used. */
    static String next(Instant now) {
        return "t%013d-%s"
                .formatted(now.toEpochMilli(), UUID.randomUUID().toString().substring(0, 13));
    }
}
