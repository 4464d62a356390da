package com.sparkify.etl.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads a log object line by line into one buffer. Of a line that exceeds the maximum length only the beginning is
 * kept.
 */
final class LineReader {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** Far longer than any event; bounds the memory of the buffer. */
    static final int MOST_BYTES = 16 << 20;

    private final InputStream in;
    private byte[] chunk = new byte[64 * 1024];
    private int chunkStart;
    private int chunkEnd;
    private byte[] line = new byte[8 * 1024];
    private int length;
    private boolean isCut;
    private long number;

    LineReader(InputStream in) {
        this.in = in;
    }

    /** Returns the next line, valid until the next call, or null at the end. */
    Line next() throws IOException {
        length = 0;
        isCut = false;
        boolean any = false;
        while (chunkStart < chunkEnd || fill()) {
            any = true;
            int newline = EightBytes.indexOf((byte) '\n', chunk, chunkStart, chunkEnd);
            append(newline < 0 ? chunkEnd : newline);
            if (newline >= 0) {
                chunkStart++;
                break;
            }
        }
        if (!any) {
            return null;
        }
        number++;
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        }
        if (number == 1 && startsWithByteOrderMark()) {
            length -= BYTE_ORDER_MARK.length;
            System.arraycopy(line, BYTE_ORDER_MARK.length, line, 0, length);
        }
        return isCut ? Line.cut(line, length) : Line.of(line, length);
    }

    /** Returns the number of the line that {@link #next} returned last, from 1. */
    long number() {
        return number;
    }

    private boolean fill() throws IOException {
        chunkStart = 0;
        chunkEnd = Math.max(0, in.read(chunk));
        return chunkEnd > 0;
    }

    private void append(int end) {
        int count = Math.min(end - chunkStart, MOST_BYTES - length);
        isCut |= count < end - chunkStart;
        if (length + count > line.length) {
            line = Arrays.copyOf(line, Math.max(line.length * 2, length + count));
        }
        System.arraycopy(chunk, chunkStart, line, length, count);
        length += count;
        chunkStart = end;
    }

    private boolean startsWithByteOrderMark() {
        return length >= BYTE_ORDER_MARK.length
                && Arrays.equals(line, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
    }
}
