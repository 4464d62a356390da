package com.sparkify.etl.key;

/** Cells by which rows of published tables are counted: minutes of time, or prefixes of a key's hash. */
public final class Cells {
    public static final long MINUTE = 60_000;
    /** Number of minutes, and so of cells, of a day. */
    public static final long DAY_MINUTES = 24 * 60;
    /** Number of bits of a key's hash that identify its cell. */
    public static final int PREFIX_BITS = 12;

    private Cells() {}

    /** Returns the cell of a start time: the minute since the epoch. */
    public static long ofTime(long epochMillis) {
        return Math.floorDiv(epochMillis, MINUTE);
    }

    /** Returns the cell of a key's hash. */
    public static long ofHash(long hash) {
        return KeyHash.prefix(hash, PREFIX_BITS);
    }

    /** Returns the hash ranges of the cells. */
    public static LongRanges hashes(LongRanges cells) {
        return cells.scaled(1L << KeyHash.BITS - PREFIX_BITS);
    }

    /** Returns the time ranges of the cells, in epoch milliseconds. */
    public static LongRanges times(LongRanges cells) {
        return cells.scaled(MINUTE);
    }
}
