package com.sparkify.law;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A bad row of an acceptable object. */
record RejectedRow(String key, long line, String raw, String sha256) {
    private static final int MOST_BYTES = 65_536;

    static RejectedRow of(String key, long line, byte[] bytes) {
        byte[] start = bytes.length > MOST_BYTES ? Arrays.copyOf(bytes, MOST_BYTES) : bytes;
        String raw = new String(start, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
        return new RejectedRow(key, line, raw, Characters.sha256(bytes));
    }
}
