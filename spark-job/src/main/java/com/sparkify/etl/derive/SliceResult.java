package com.sparkify.etl.derive;

import com.sparkify.etl.table.FileChanges;
import java.io.Serializable;
import java.util.HashMap;

/**
 * What the derivation of a slice gives.
 *
 * @param starts the start times that were derived, sorted
 * @param changedSongplays start times of songplays that differed
 * @param changedTimes start times of time rows that differed
 * @param users for each user concerned the last of the plays derived, or null if none is left
 */
record SliceResult(
        FileChanges songplays,
        FileChanges times,
        long[] starts,
        long[] changedSongplays,
        long[] changedTimes,
        HashMap<String, UserPlay> users)
        implements Serializable {}
