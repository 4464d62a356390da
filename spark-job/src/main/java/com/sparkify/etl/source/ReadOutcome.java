package com.sparkify.etl.source;

import com.sparkify.etl.key.LongRanges;
import java.io.Serializable;

/**
 * How the reading of one object went. Of a readable object {@code read = plays + songs + notPlays + rejected + erased}.
 *
 * @param status what became of the read
 * @param reason why it was not {@link Status#READ}, or which row was rejected first; may be null
 * @param read rows that are not blank
 * @param erased rows of users who were erased, of whatever sort: nothing of them is kept
 * @param badRows rejected rows, those of erased users included: they decide whether the object is acceptable
 * @param duplicates plays that an earlier line of the same object already told
 * @param playTimes at most 64 ranges of epoch milliseconds that hold the starts of all plays
 * @param drift how its rows differ from the contract
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

    /** What became of the read of one object. */
    public enum Status {
        /** Read to its end. */
        READ,
        /** Its bytes are at fault: it will never be readable. */
        UNREADABLE,
        /** Another version took its place before or during the read. */
        CHANGED,
        /** S3 would not give it now: access denied, throttled, broken off. */
        UNAVAILABLE
    }

    static ReadOutcome failed(String key, Status status, String reason) {
        return new ReadOutcome(key, status, reason, 0, 0, 0, 0, 0, 0, 0, 0, LongRanges.NONE, Drift.NONE);
    }
}
