package com.sparkify.etl.publish;

import com.sparkify.etl.key.Cells;
import com.sparkify.etl.key.KeyHash;
import com.sparkify.etl.key.LongRanges;
import java.io.Serializable;

/**
 * One published file: the rows of a range of cells, possibly restricted to a prefix of the key's hash.
 *
 * @param path relative to the published root
 * @param fromCell first cell
 * @param toCell cell after the last
 * @param bits length of the hash prefix; 0 for all rows of the cells
 * @param prefix the hash prefix
 */
record Leaf(String path, long fromCell, long toCell, int bits, long prefix) implements Serializable {
    boolean holdsAnyOf(LongRanges cells) {
        return cells.overlaps(fromCell, toCell);
    }

    /** Returns the start times of its rows, in epoch milliseconds. */
    LongRanges times() {
        return Cells.times(LongRanges.of(fromCell, toCell));
    }

    /** Returns the hashes of its rows' keys. */
    LongRanges hashes() {
        int shift = KeyHash.BITS - bits;
        return LongRanges.of(prefix << shift, prefix + 1 << shift);
    }

    boolean holdsHash(long hash) {
        return bits == 0 || KeyHash.prefix(hash, bits) == prefix;
    }
}
