package com.sparkify.law;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A bad row of an acceptable object.
 *
 * @param user whom it names if it is a JSON object, empty if it names nobody; null if it is no JSON object
 * @param mentioned the users whom the whole row mentions if it is no JSON object
 */
record ModelRejectedRow(String key, long line, String raw, String sha256, String user, Set<String> mentioned) {
    private static final int MOST_BYTES = 65_536;

    static ModelRejectedRow of(String key, long line, byte[] bytes, Optional<Fields> fields) {
        byte[] start = bytes.length > MOST_BYTES ? Arrays.copyOf(bytes, MOST_BYTES) : bytes;
        String raw = new String(start, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
        return new ModelRejectedRow(
                key,
                line,
                raw,
                Characters.sha256(bytes),
                fields.map(row -> Objects.requireNonNullElse(row.text("userId"), ""))
                        .orElse(null),
                Mentions.users(new String(bytes, StandardCharsets.UTF_8).replace('\0', '\uFFFD')));
    }

    boolean isOf(Set<String> users) {
        return user == null ? !Collections.disjoint(mentioned, users) : users.contains(user);
    }
}
