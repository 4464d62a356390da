package com.sparkify.etl.erase;

import com.sparkify.etl.source.UserSet;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The erased users, each stored as an HMAC of the id: without the key the tombstones disclose no user. */
final class Tombstones implements UserSet {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int MOST_REMEMBERED = 100_000;
    private static final int FINGERPRINT_BYTES = 8;

    private final byte[] key;
    private final HashSet<String> names;
    private transient Map<String, Boolean> remembered;

    Tombstones(byte[] key, HashSet<String> names) {
        this.key = key;
        this.names = names;
    }

    /** Identifies a key without disclosing it. */
    static String fingerprint(byte[] key) {
        return HexFormat.of().formatHex(Arrays.copyOf(hmac(key, ""), FINGERPRINT_BYTES));
    }

    static String name(byte[] key, String userId) {
        return HexFormat.of().formatHex(hmac(key, userId));
    }

    @Override
    public boolean contains(String userId) {
        return !userId.isEmpty()
                && !names.isEmpty()
                && remembered().computeIfAbsent(userId, id -> names.contains(name(key, id)));
    }

    /** Caches results, because a user occurs in many lines. */
    private synchronized Map<String, Boolean> remembered() {
        if (remembered == null || remembered.size() > MOST_REMEMBERED) {
            remembered = new ConcurrentHashMap<>();
        }
        return remembered;
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }
}
