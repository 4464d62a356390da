package com.sparkify.etl.derive;

import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.silver.BatchScope;
import java.io.Serializable;

/**
 * A part of the plays to derive.
 *
 * @param times where to look, as ranges of epoch milliseconds; no other slice has any of them
 * @param starts start times to derive besides those of the batch's objects, sorted; null for all in {@code times}
 * @param scope which rows count, and which objects are the batch's
 */
record PlaySlice(LongRanges times, long[] starts, BatchScope scope) implements Serializable {}
