package com.sparkify.launcher;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An object that S3 reports as written. All fields except the key are hints, null if the event lacks them. */
record AnnouncedObject(String key, Long size, String etag, String versionId, String sequencer) {
    private static final int KEY_LIMIT_BYTES = 1_024;

    AnnouncedObject {
        requireKey(key);
        etag = textOrNull(etag);
        versionId = textOrNull(versionId);
        sequencer = textOrNull(sequencer);
    }

    /** @throws RefusedException if the key is no valid S3 key */
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

    /** Returns true if this event is later than another event of the same key; events without order count as later. */
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

    /** Drops a hint that cannot be encoded as UTF-8. */
    private static String textOrNull(String hint) {
        return hint != null && isText(hint) ? hint : null;
    }

    private static boolean isText(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
