package com.sparkify.etl.derive;

import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.silver.BatchScope;
import java.io.Serializable;
import java.util.Arrays;

/**
 * A part of the plays to derive.
 *
 * @param times time ranges to read, in epoch milliseconds; slices do not overlap
 * @param starts sorted start times to derive besides those of the batch's objects; null: all in {@code times}
 * @param scope selects the rows that count and the batch's objects
 * @param songs matches that were looked up for all slices; a slice looks up its other keys
 */
record PlaySlice(LongRanges times, long[] starts, BatchScope scope, SongMatches.Found songs) implements Serializable {
    /** Creates a slice with those of all {@code starts} that lie in its ranges; see {@link #starts} for null. */
    static PlaySlice of(LongRanges times, long[] starts, BatchScope scope, SongMatches.Found songs) {
        return new PlaySlice(times, starts == null ? null : within(times, starts), scope, songs);
    }

    /** Returns the values that lie in the ranges. Visits no others, because there is a slice for each part of them. */
    private static long[] within(LongRanges times, long[] sorted) {
        return times.ranges().stream()
                .flatMapToLong(
                        range -> Arrays.stream(sorted, firstFrom(sorted, range.from()), firstFrom(sorted, range.to())))
                .toArray();
    }

    /** Returns the index of the first value that is not less than {@code from}. */
    private static int firstFrom(long[] sorted, long from) {
        int found = Arrays.binarySearch(sorted, from);
        return found >= 0 ? found : -found - 1;
    }
}
