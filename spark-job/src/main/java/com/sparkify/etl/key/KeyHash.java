package com.sparkify.etl.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The hash by which dimensions and look-up tables are clustered and published files are cut: the first 60 bits of the
 * SHA-256 of the key's UTF-8 bytes, as a non-negative number.
 */
public final class KeyHash {
    public static final int BITS = 60;

    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(KeyHash::digest);

    private KeyHash() {}

    public static long of(String key) {
        byte[] digest = sha256(key.getBytes(StandardCharsets.UTF_8));
        long first = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            first = first << Byte.SIZE | digest[i] & 0xff;
        }
        return first >>> Long.SIZE - BITS;
    }

    /** Returns the hashes of the keys. */
    public static Set<Long> ofAll(Collection<String> keys) {
        return keys.stream().map(KeyHash::of).collect(Collectors.toSet());
    }

    /** Returns the keys in the order of their hashes, each of which is computed once. */
    public static List<String> sorted(Collection<String> keys) {
        record Hashed(long hash, String key) {}
        return keys.stream()
                .map(key -> new Hashed(of(key), key))
                .sorted(Comparator.comparingLong(Hashed::hash))
                .map(Hashed::key)
                .toList();
    }

    /** Returns the first {@code bits} bits of a hash. */
    public static long prefix(long hash, int bits) {
        return hash >>> BITS - bits;
    }

    /** Returns the SHA-256 in lower-case hex. */
    public static String hex(String text) {
        return HexFormat.of().formatHex(sha256(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] sha256(byte[] bytes) {
        return SHA_256.get().digest(bytes);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
