package com.sparkify.etl.derive;

import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.silver.BatchScope;
import java.io.Serializable;

/**
 * A part of the plays to derive.
 *
 * @param times time ranges to read, in epoch milliseconds; slices do not overlap
 * @param starts sorted start times to derive besides those of the batch's objects; null: all in {@code times}
 * @param scope selects the rows that count and the batch's objects
 * @param songs matches that were looked up for all slices; a slice looks up its other keys
 */
record PlaySlice(LongRanges times, long[] starts, BatchScope scope, SongMatches.Found songs) implements Serializable {}
