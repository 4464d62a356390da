package com.sparkify.etl.publish;

import com.sparkify.etl.key.Cells;
import com.sparkify.etl.key.KeyHash;
import com.sparkify.etl.key.LongRanges;
import java.io.Serializable;

/**
 * One published file: the rows of some cells, perhaps cut further by the key's hash.
 *
 * @param path below the published root
 * @param fromCell the first cell
 * @param toCell the cell after the last
 * @param bits how many bits of the key's hash are given; 0 for all rows of the cells
 * @param prefix the first bits of the hashes
 */
record Leaf(String path, long fromCell, long toCell, int bits, long prefix) implements Serializable {
    boolean holdsAnyOf(LongRanges cells) {
        return cells.overlaps(fromCell, toCell);
    }

    /** The start times of its rows, as a range of epoch milliseconds. */
    LongRanges times() {
        return Cells.times(LongRanges.of(fromCell, toCell));
    }

    /** The hashes of its rows' keys. */
    LongRanges hashes() {
        int shift = KeyHash.BITS - bits;
        return LongRanges.of(prefix << shift, prefix + 1 << shift);
    }

    boolean holdsHash(long hash) {
        return bits == 0 || KeyHash.prefix(hash, bits) == prefix;
    }
}
