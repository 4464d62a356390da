package com.sparkify.local.smoke;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * A log file with one play that does not touch real data: on 1 January 1970, with a user and a key of its own.
 *
 * @param startMillis within that day
 */
record SmokeFile(String key, String user, long startMillis) {
    private static final long DAY_MILLIS = 86_400_000;

    static SmokeFile under(String logPrefix) {
        UUID id = UUID.randomUUID();
        return new SmokeFile(
                logPrefix + "sparkify-smoke/" + id + ".json",
                "sparkify-smoke-" + id,
                Math.floorMod(id.getLeastSignificantBits(), DAY_MILLIS));
    }

    String text() {
        return """
                {"ts":%d,"userId":"%s","sessionId":1,"itemInSession":0,"page":"NextSong","level":"free",\
                "auth":"Logged In","method":"PUT","status":200,"registration":null,"artist":null,"song":null,\
                "length":null,"firstName":null,"lastName":null,"gender":null,"location":null,"userAgent":null}
                """.formatted(startMillis, user);
    }

    /** Returns the id that docs/star-schema.md defines. */
    String songplayId() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest("1|0|%s|%d".formatted(user, startMillis).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
