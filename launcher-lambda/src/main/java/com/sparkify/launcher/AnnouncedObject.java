package com.sparkify.launcher;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An object that S3 says was written. All but the key are hints, and null where the event did not have them. */
record AnnouncedObject(String key, Long size, String etag, String versionId, String sequencer) {
    private static final int KEY_LIMIT_BYTES = 1_024;

    AnnouncedObject {
        requireKey(key);
        etag = textOrNull(etag);
        versionId = textOrNull(versionId);
        sequencer = textOrNull(sequencer);
    }

    /** @throws RefusedException if S3 cannot hold an object of this key */
    static String requireKey(String key) {
        if (!isText(key)) {
            throw new RefusedException("An object key must be valid Unicode text, and this is not: '"
                    + new String(key.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8) + "'");
        }
        int bytes = key.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > KEY_LIMIT_BYTES) {
            throw new RefusedException(
                    "An object key must have 1 to " + KEY_LIMIT_BYTES + " bytes, and this has " + bytes);
        }
        return key;
    }

    /** Of two events of one key, whether this one is the later; unordered ones count as in the order they came. */
    boolean isNewerThan(AnnouncedObject other) {
        if (sequencer == null || other.sequencer == null) {
            return true;
        }
        int width = Math.max(sequencer.length(), other.sequencer.length());
        return padded(sequencer, width).compareTo(padded(other.sequencer, width)) >= 0;
    }

    Map<String, Object> toJson() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("key", key);
        putIfKnown(fields, "size", size);
        putIfKnown(fields, "etag", etag);
        putIfKnown(fields, "versionId", versionId);
        putIfKnown(fields, "sequencer", sequencer);
        return fields;
    }

    private static void putIfKnown(Map<String, Object> fields, String name, Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    private static String padded(String sequencer, int width) {
        return sequencer + "0".repeat(width - sequencer.length());
    }

    /** A hint that could not be written down as UTF-8 is no hint. */
    private static String textOrNull(String hint) {
        return hint != null && isText(hint) ? hint : null;
    }

    private static boolean isText(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
