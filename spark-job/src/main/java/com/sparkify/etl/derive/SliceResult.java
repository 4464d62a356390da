package com.sparkify.etl.derive;

import com.sparkify.etl.table.FileChanges;
import java.io.Serializable;
import java.util.HashMap;

/**
 * Result of deriving a slice.
 *
 * @param starts derived start times, sorted
 * @param changedSongplays start time of each songplay that differed
 * @param changedTimes start time of each time row that differed
 * @param users the last derived play of each user concerned, or null if none is left
 */
record SliceResult(
        FileChanges songplays,
        FileChanges times,
        long[] starts,
        long[] changedSongplays,
        long[] changedTimes,
        HashMap<String, UserPlay> users)
        implements Serializable {}
