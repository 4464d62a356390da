package com.sparkify.etl.source;

import com.sparkify.etl.key.LongRanges;
import java.io.Serializable;

/**
 * Outcome of reading one object. For a readable object {@code read = plays + songs + notPlays + rejected + erased}.
 *
 * @param status result of the read
 * @param reason why the status is not {@link Status#READ}, or the first rejected row; may be null
 * @param read rows that are not blank
 * @param erased rows of erased users, of any type; nothing of them is kept
 * @param badRows rejected rows, including those of erased users; they decide whether the object is acceptable
 * @param duplicates plays that repeat an earlier line of the same object
 * @param playTimes at most 64 time ranges that cover all plays, in epoch milliseconds
 * @param drift differences from the contract
 */
public record ReadOutcome(
        String key,
        Status status,
        String reason,
        long read,
        long plays,
        long songs,
        long notPlays,
        long rejected,
        long erased,
        long badRows,
        long duplicates,
        LongRanges playTimes,
        Drift drift)
        implements Serializable {

    /** Result of reading one object. */
    public enum Status {
        /** Read to its end. */
        READ,
        /** Its content can never be read. */
        UNREADABLE,
        /** Another version replaced it before or during the read. */
        CHANGED,
        /** S3 did not return it: access denied, throttled, or interrupted. */
        UNAVAILABLE
    }

    static ReadOutcome failed(String key, Status status, String reason) {
        return new ReadOutcome(key, status, reason, 0, 0, 0, 0, 0, 0, 0, 0, LongRanges.NONE, Drift.NONE);
    }
}
