package com.sparkify.etl.source;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Searches bytes eight at a time: a search byte by byte takes a twentieth of the time that reading a log takes. */
final class EightBytes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private EightBytes() {}

    /** Returns true if the first {@code length} bytes are from 1 to 127. */
    static boolean areAsciiWithoutNul(byte[] bytes, int length) {
        int at = 0;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            long eight = (long) LONGS.get(bytes, at);
            if (((eight | eight - ONES) & HIGH_BITS) != 0) {
                return false;
            }
        }
        for (; at < length; at++) {
            if (bytes[at] <= 0) {
                return false;
            }
        }
        return true;
    }

    /** Returns the index of the first such byte from {@code start} to {@code end}, exclusive; -1 if there is none. */
    static int indexOf(byte wanted, byte[] bytes, int start, int end) {
        int at = start;
        while (at + Long.BYTES <= end && !hasZero((long) LONGS.get(bytes, at) ^ ONES * (wanted & 0xFF))) {
            at += Long.BYTES;
        }
        for (; at < end; at++) {
            if (bytes[at] == wanted) {
                return at;
            }
        }
        return -1;
    }

    private static boolean hasZero(long eight) {
        return (eight - ONES & ~eight & HIGH_BITS) != 0;
    }
}
