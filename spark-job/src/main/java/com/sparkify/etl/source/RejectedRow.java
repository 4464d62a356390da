package com.sparkify.etl.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * A bad row of an acceptable object.
 *
 * @param line from 1; for song objects the record's ordinal
 * @param raw the first 64 KB of the row, with U+FFFD for characters that databases reject
 * @param sha256 lower-case hex, of the whole row's bytes
 * @param userId user of the row if it is a JSON object, empty if it names none. If it is no JSON object: null if
 *     {@code raw} is the whole row, otherwise a JSON array of the users that the whole row mentions
 */
public record RejectedRow(long line, String reason, String raw, String sha256, String userId) {
    private static final int RAW_BYTES = 64 * 1024;
    private static final int MOST_MENTIONS = 1000;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static RejectedRow of(long line, String reason, byte[] bytes, int length, String userId) {
        String raw = text(bytes, Math.min(length, RAW_BYTES));
        String sha256 = sha256(Arrays.copyOf(bytes, length));
        if (userId != null || length <= RAW_BYTES) {
            return new RejectedRow(line, reason, raw, sha256, userId);
        }
        Set<String> mentioned = UserMentions.all(text(bytes, length));
        // without its text, a row that mentions thousands of users tells nothing about them
        return mentioned.size() > MOST_MENTIONS
                ? new RejectedRow(line, reason, "", sha256, "")
                : new RejectedRow(line, reason, raw, sha256, array(mentioned));
    }

    private static String text(byte[] bytes, int length) {
        return new String(bytes, 0, length, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }

    private static String array(Set<String> users) {
        try {
            return MAPPER.writeValueAsString(users);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A set of texts is always JSON", e);
        }
    }

    private static List<String> mentioned(String userId) {
        try {
            return userId.startsWith("[") ? List.of(MAPPER.readValue(userId, String[].class)) : List.of();
        } catch (JsonProcessingException e) {
            return List.of(); // the id of a JSON object's user
        }
    }

    /** Returns true if the row belongs to one of the users. */
    boolean isOf(UserSet users) {
        return isOf(users, userId, raw);
    }

    /** Returns true if a row stored with this {@code userId} and {@code raw} belongs to one of the users. */
    public static boolean isOf(UserSet users, String userId, String raw) {
        if (userId == null) {
            return raw != null && UserMentions.all(raw).stream().anyMatch(users::contains);
        }
        return users.contains(userId) || mentioned(userId).stream().anyMatch(users::contains);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
