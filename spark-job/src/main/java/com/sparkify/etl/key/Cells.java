package com.sparkify.etl.key;

/** The cells in which rows of published tables are counted: minutes of time, or prefixes of a key's hash. */
public final class Cells {
    public static final long MINUTE = 60_000;
    /** How many bits of a key's hash name its cell. */
    public static final int PREFIX_BITS = 12;

    private Cells() {}

    /** The cell of a row by its start time: the minute since the epoch. */
    public static long ofTime(long epochMillis) {
        return Math.floorDiv(epochMillis, MINUTE);
    }

    /** The cell of a row by its key's hash. */
    public static long ofHash(long hash) {
        return KeyHash.prefix(hash, PREFIX_BITS);
    }

    /** The hashes of the cells, as ranges. */
    public static LongRanges hashes(LongRanges cells) {
        return cells.scaled(1L << KeyHash.BITS - PREFIX_BITS);
    }

    /** The times of the cells, as ranges of epoch milliseconds. */
    public static LongRanges times(LongRanges cells) {
        return cells.scaled(MINUTE);
    }
}
