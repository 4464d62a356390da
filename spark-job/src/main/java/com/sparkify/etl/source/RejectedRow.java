package com.sparkify.etl.source;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A bad row of an acceptable object.
 *
 * @param line from 1; for song objects the record's ordinal
 * @param raw the first 64 KB of the row, with U+FFFD for characters that databases reject
 * @param sha256 lower-case hex, of the whole row's bytes
 * @param userId user of the row if it is a JSON object, empty if it names none; null if it is no JSON object
 */
public record RejectedRow(long line, String reason, String raw, String sha256, String userId) {
    private static final int RAW_BYTES = 64 * 1024;

    static RejectedRow of(long line, String reason, byte[] bytes, int length, String userId) {
        String raw = new String(bytes, 0, Math.min(length, RAW_BYTES), StandardCharsets.UTF_8).replace('\0', '\uFFFD');
        return new RejectedRow(line, reason, raw, sha256(Arrays.copyOf(bytes, length)), userId);
    }

    /** Returns true if the row belongs to one of the users. */
    boolean isOf(UserSet users) {
        return isOf(users, userId, raw);
    }

    /** Returns true if a row stored with this {@code userId} and {@code raw} belongs to one of the users. */
    public static boolean isOf(UserSet users, String userId, String raw) {
        return userId == null ? raw != null && UserMentions.any(raw, users) : users.contains(userId);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
