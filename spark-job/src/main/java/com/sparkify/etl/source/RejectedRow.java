package com.sparkify.etl.source;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * One bad row of an object that is otherwise fine.
 *
 * @param line from 1; for song objects the record's ordinal
 * @param raw the first 64 KB of the row, with U+FFFD for what no database stores
 * @param sha256 lower-case hex, of the whole row's bytes
 */
public record RejectedRow(long line, String reason, String raw, String sha256) {
    private static final int RAW_BYTES = 64 * 1024;

    static RejectedRow of(long line, String reason, byte[] bytes, int length) {
        String raw = new String(bytes, 0, Math.min(length, RAW_BYTES), StandardCharsets.UTF_8).replace('\0', '\uFFFD');
        return new RejectedRow(line, reason, raw, sha256(Arrays.copyOf(bytes, length)));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
