package com.sparkify.etl.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Converts JSON values to columns, by rules that tolerate untidy data. */
final class JsonFields {
    static final JsonFactory FACTORY = JsonFactory.builder()
            // names in real logs contain raw control characters
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            // an unknown field may be of any depth and length: it is skipped without being built
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final int LONGEST_NUMBER_TEXT = 400;
    private static final int MATCH_SCALE = 5;

    private JsonFields() {}

    /**
     * Returns a string unchanged, a number or boolean as written, null for other types. Leaves the parser after the
     * value.
     */
    static String text(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_STRING) {
            return storable(parser.getText());
        }
        if (token.isNumeric() || token.isBoolean()) {
            return parser.getText();
        }
        parser.skipChildren();
        return null;
    }

    /** Returns an integer, an integral float or a string of digits that fits 64 bits; null for other values. */
    static Long integer(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_STRING) {
            return digits(parser.getText());
        }
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            return integral(parser.getText());
        }
        parser.skipChildren();
        return null;
    }

    /** As {@link #integer}, but null for values that do not fit 32 bits. */
    static Integer smallInteger(JsonParser parser) throws IOException {
        Long value = integer(parser);
        return value == null || value != value.intValue() ? null : Integer.valueOf(value.intValue());
    }

    /** Returns the text of a JSON number whose double is finite; null for other values. */
    static String number(JsonParser parser) throws IOException {
        if (parser.currentToken().isNumeric()) {
            String text = parser.getText();
            return Double.isFinite(Double.parseDouble(text)) ? text : null;
        }
        parser.skipChildren();
        return null;
    }

    /** Rounds a number HALF_UP to 5 decimals, in plain digits, so that equal durations have equal texts. */
    static String matchable(String number) {
        if (number == null) {
            return null;
        }
        if (isRounded(number)) {
            return number;
        }
        if (Math.abs(Double.parseDouble(number)) < 1e-9) {
            return BigDecimal.ZERO.setScale(MATCH_SCALE).toPlainString(); // 1e-999999999 would need a gigabyte to round
        }
        BigDecimal rounded = new BigDecimal(shortened(number)).setScale(MATCH_SCALE, RoundingMode.HALF_UP);
        return rounded.signum() == 0 ? rounded.abs().toPlainString() : rounded.toPlainString();
    }

    /** Returns true for digits, a point and exactly 5 digits, such as most lengths of real logs. */
    private static boolean isRounded(String number) {
        int point = number.length() - 1 - MATCH_SCALE;
        if (point < 1 || number.charAt(point) != '.' || (point > 1 && number.charAt(0) == '0')) {
            return false;
        }
        for (int i = 0; i < number.length(); i++) {
            if (i != point && (number.charAt(i) < '0' || number.charAt(i) > '9')) {
                return false;
            }
        }
        return true;
    }

    /** Drops decimals that do not affect HALF_UP rounding: megabytes of digits take minutes to parse. */
    private static String shortened(String number) {
        if (number.length() <= LONGEST_NUMBER_TEXT) {
            return number;
        }
        int point = number.indexOf('.');
        return hasNoExponent(number)
                ? number.substring(0, Math.min(number.length(), point + 2 + MATCH_SCALE))
                : Double.toString(Double.parseDouble(number));
    }

    private static Long digits(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        if (text.length() == start || text.length() > LONGEST_NUMBER_TEXT) {
            return null;
        }
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return null;
            }
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null; // more than 64 bits
        }
    }

    private static Long integral(String text) {
        if (hasNoExponent(text)) {
            int point = text.indexOf('.');
            boolean whole = text.substring(point + 1).chars().allMatch(c -> c == '0');
            return whole ? digits(text.substring(0, point)) : null;
        }
        double approximate = Double.parseDouble(text);
        if (approximate == 0) {
            return isZero(text) ? 0L : null; // an exponent of ten digits exceeds BigDecimal
        }
        if (text.length() > LONGEST_NUMBER_TEXT || !(Math.abs(approximate) < 1e19)) {
            return null;
        }
        try {
            return exact(new BigDecimal(text));
        } catch (ArithmeticException e) {
            return null; // a fraction, or more than 64 bits
        }
    }

    private static Long exact(BigDecimal value) {
        // 1e-999999999 would need a gigabyte to be recognized as a fraction
        return value.precision() - value.scale() < 1 ? null : Long.valueOf(value.longValueExact());
    }

    private static boolean isZero(String number) {
        return number.chars().takeWhile(c -> c != 'e' && c != 'E').noneMatch(c -> c >= '1' && c <= '9');
    }

    private static boolean hasNoExponent(String number) {
        return number.indexOf('e') < 0 && number.indexOf('E') < 0;
    }

    /** Replaces NUL and lone surrogates by U+FFFD, since databases reject them. */
    static String storable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return replaceUnstorable(text);
            }
        }
        return text;
    }

    private static String replaceUnstorable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? 0xFFFD : c)
                .forEach(out::appendCodePoint);
        return out.toString();
    }
}
