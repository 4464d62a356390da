package com.sparkify.local.generate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** Rows that a load must reject without losing their neighbours. */
final class BadRows {
    /** Placeholder for an invalid UTF-8 byte: a private-use character that no generated name contains. */
    private static final char STRAY_BYTE = '\uE000';

    private BadRows() {}

    static String line(LogEvent event, SeededRandom random) {
        String good = JsonText.compact(JsonText.Letters.ESCAPED).object(event.fields());
        return switch (random.below(6)) {
            case 0 -> good.substring(0, good.length() / 2);
            case 1 -> "[" + good + "]";
            case 2 -> good + " trailing";
            case 3 -> "java.lang.IllegalStateException: connection reset";
            case 4 -> play(event, "ts", "yesterday");
            default -> "{\"page\":\"NextSong\",\"song\":\"" + STRAY_BYTE + "\"}";
        };
    }

    private static String play(LogEvent event, String name, Object value) {
        Map<String, Object> fields = event.fields();
        fields.put("page", "NextSong");
        fields.put(name, value);
        return JsonText.compact(JsonText.Letters.ESCAPED).object(fields);
    }

    static byte[] encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (text.indexOf(STRAY_BYTE) < 0) {
            return bytes;
        }
        // U+E000 is EE 80 80 in UTF-8; without its first byte the rest is malformed.
        int kept = 0;
        for (int i = 0; i < bytes.length; i++) {
            boolean isStray = bytes[i] == (byte) 0xEE && bytes[i + 1] == (byte) 0x80 && bytes[i + 2] == (byte) 0x80;
            if (!isStray) {
                bytes[kept++] = bytes[i];
            }
        }
        return Arrays.copyOf(bytes, kept);
    }
}
