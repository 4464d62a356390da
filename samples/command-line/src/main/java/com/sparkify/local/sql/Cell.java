package com.sparkify.local.sql;

import com.fasterxml.jackson.databind.JsonNode;
import org.jline.utils.WCWidth;

/** A value as text, with its width on a terminal. */
final class Cell {

    private static final String CUT = "…";

    private Cell() {}

    static String text(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }

    /** Formats a value for a terminal: null as a word, control characters escaped. */
    static String printable(JsonNode value) {
        return value.isNull() ? "null" : printable(text(value));
    }

    static String printable(String text) {
        if (text.codePoints().noneMatch(Cell::isControl)) {
            return text;
        }
        var printable = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (isControl(point)) {
                printable.append(
                        switch (point) {
                            case '\n' -> "\\n";
                            case '\r' -> "\\r";
                            case '\t' -> "\\t";
                            default -> "\\u%04x".formatted(point);
                        });
            } else {
                printable.appendCodePoint(point);
            }
        });
        return printable.toString();
    }

    /** Returns the number of terminal columns: two for a wide character, none for a combining one. */
    static int width(String text) {
        return text.codePoints()
                .map(point -> Math.max(0, WCWidth.wcwidth(point)))
                .sum();
    }

    /** Truncates the text to this width with an ellipsis, or pads it with blanks. */
    static String fit(String text, int width, boolean isRight) {
        int has = width(text);
        if (has > width) {
            return fit(cut(text, width - 1) + CUT, width, isRight);
        }
        String blanks = " ".repeat(width - has);
        return isRight ? blanks + text : text + blanks;
    }

    private static String cut(String text, int width) {
        var kept = new StringBuilder();
        int room = width;
        for (int point : text.codePoints().toArray()) {
            room -= Math.max(0, WCWidth.wcwidth(point));
            if (room < 0) {
                break;
            }
            kept.appendCodePoint(point);
        }
        return kept.toString();
    }

    private static boolean isControl(int point) {
        int type = Character.getType(point);
        // Includes characters that change the writing direction.
        return type == Character.CONTROL
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || point >= 0x202a && point <= 0x202e
                || point >= 0x2066 && point <= 0x2069;
    }
}
