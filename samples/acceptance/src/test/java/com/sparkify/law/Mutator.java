package com.sparkify.law;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Damages the text of a JSON object, slightly or heavily, as real files are damaged. */
final class Mutator {
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "false",
            "0",
            "-0",
            "-0.0",
            "1",
            "-1",
            "1.0",
            "1.5",
            "1e3",
            "1E+3",
            "1e-3",
            "12e-1",
            "120e-1",
            "1e400",
            "-1e400",
            "1e-400",
            "1e999999999999",
            "1e-999999999999",
            "0e99999999999",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "-9223372036854775809",
            "2147483648",
            "253402300799999",
            "253402300800000",
            "0.1234565",
            "200.000005",
            "199.9999949",
            "\"\"",
            "\" \"",
            "\"0\"",
            "\"007\"",
            "\"-5\"",
            "\"+5\"",
            "\"5.0\"",
            "\"1e3\"",
            "\"\u0665\"",
            "\"9223372036854775808\"",
            "\"NextSong\"",
            "\"nextsong\"",
            "\"\\u004eextSong\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\ude00\\ud83d\"",
            "\"\\ud83d\\ude00\"",
            "\"\\x\"",
            "\"\\u12\"",
            "\"\\u\uFF11234\"",
            "\"tab\there\"",
            "\"null\"",
            "[]",
            "{}",
            "[1,{\"ts\":2}]",
            "{\"page\":\"NextSong\"}",
            "NaN",
            "Infinity",
            "-",
            "01",
            "1.",
            ".5",
            "+1",
            "0x10",
            "1_000",
            "'single'",
            "undefined",
            "\"open");
    private static final List<byte[]> BYTES = List.of(
            bytes(0),
            bytes(0xff),
            bytes(0xc0, 0x80),
            bytes(0xed, 0xa0, 0x80),
            bytes(0xf4, 0x90, 0x80, 0x80),
            bytes(0xe2, 0x82),
            bytes(0xef, 0xbb, 0xbf),
            bytes('\r'),
            bytes('\t'),
            bytes(0x0b),
            bytes(0x1f),
            bytes(0x7f),
            bytes(0xc2, 0xa0),
            bytes('"'),
            bytes('\\'),
            bytes('{'),
            bytes('}'),
            bytes(','),
            bytes(0xe2, 0x80, 0xa8));
    private static final List<String> TAILS =
            List.of(" ", "\t\r", "}", "{}", " {}", ",", " x", "//", "/* */", "#", "\0", ";", "null", "[]", "\u00a0");

    private static final List<String> FIELDS = List.of(
            "page",
            "ts",
            "sessionId",
            "itemInSession",
            "userId",
            "level",
            "firstName",
            "gender",
            "location",
            "userAgent",
            "song",
            "artist",
            "length",
            "song_id",
            "artist_id",
            "title",
            "artist_name",
            "duration",
            "year",
            "artist_location",
            "artist_latitude",
            "artist_longitude");

    private final SplittableRandom random;

    Mutator(SplittableRandom random) {
        this.random = random;
    }

    byte[] mutated(String object) {
        String text = object;
        for (int i = random.nextInt(3); i >= 0; i--) {
            text = switch (random.nextInt(9)) {
                case 0, 1, 2, 3 -> withOtherValue(text);
                case 4 -> withField(text, "\"" + field(text) + "\":" + pick(VALUES));
                case 5 -> withField(text, "\"deep\":" + nested());
                case 6 -> random.nextBoolean() ? text + pick(TAILS) : pick(TAILS) + text;
                case 7 -> text.replaceFirst(pick(List.of(":", ",", "\"")), pick(List.of(" : ", ", ", "'", "", ";")));
                default -> text;
            };
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(12)) {
            case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1, 2 -> inserted(bytes, pick(BYTES));
            case 3 -> without(bytes, random.nextInt(bytes.length));
            default -> bytes;
        };
    }

    private String withOtherValue(String text) {
        String name = "\"" + field(text) + "\":";
        int start = text.indexOf(name);
        if (start < 0) {
            return text;
        }
        start += name.length();
        int end = text.indexOf(",\"", start);
        end = end < 0 ? text.length() - 1 : end;
        return end < start ? text : text.substring(0, start) + pick(VALUES) + text.substring(end);
    }

    private String withField(String text, String field) {
        return text.endsWith("}") ? text.substring(0, text.length() - 1) + "," + field + "}" : text + field;
    }

    /** The name of one of the fields that are there. */
    private String field(String text) {
        List<String> there = FIELDS.stream()
                .filter(name -> text.contains("\"" + name + "\":"))
                .toList();
        return there.isEmpty() ? "ts" : pick(there);
    }

    private String nested() {
        int depth = random.nextInt(200) == 0 ? 50_000 : random.nextInt(1, 1_200);
        return random.nextBoolean()
                ? "[".repeat(depth) + "]".repeat(depth)
                : "{\"a\":".repeat(depth) + "1" + "}".repeat(depth - random.nextInt(2));
    }

    private byte[] inserted(byte[] bytes, byte[] more) {
        int at = random.nextInt(bytes.length + 1);
        byte[] result = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(more, 0, result, at, more.length);
        System.arraycopy(bytes, at, result, at + more.length, bytes.length - at);
        return result;
    }

    private static byte[] without(byte[] bytes, int at) {
        byte[] result = Arrays.copyOf(bytes, bytes.length - 1);
        System.arraycopy(bytes, at + 1, result, at, bytes.length - at - 1);
        return result;
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
