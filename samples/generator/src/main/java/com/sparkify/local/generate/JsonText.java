package com.sparkify.local.generate;

import java.math.BigDecimal;
import java.util.Map;

/** Writes flat JSON objects in the styles of real producers. */
final class JsonText {

    /** Encoding of characters beyond ASCII. */
    enum Letters {
        ESCAPED,
        RAW
    }

    private final Letters letters;
    private final String comma;
    private final String colon;
    private final boolean escapesSlash;

    private JsonText(Letters letters, String comma, String colon, boolean escapesSlash) {
        this.letters = letters;
        this.comma = comma;
        this.colon = colon;
        this.escapesSlash = escapesSlash;
    }

    /** The style of the web tier's logs: no blanks, and {@code \/} for a slash. */
    static JsonText compact(Letters letters) {
        return new JsonText(letters, ",", ":", true);
    }

    /** The style of Python's json.dumps. */
    static JsonText spaced() {
        return new JsonText(Letters.ESCAPED, ", ", ": ", false);
    }

    /** One field a line. */
    static JsonText pretty() {
        return new JsonText(Letters.RAW, ",\n  ", ": ", false);
    }

    String object(Map<String, Object> fields) {
        StringBuilder text = new StringBuilder(512);
        boolean isPretty = comma.contains("\n");
        text.append(isPretty ? "{\n  " : "{");
        String separator = "";
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            text.append(separator);
            quote(text, field.getKey());
            text.append(colon);
            value(text, field.getValue());
            separator = comma;
        }
        return text.append(isPretty ? "\n}" : "}").toString();
    }

    private void value(StringBuilder text, Object value) {
        if (value instanceof String string) {
            quote(text, string);
        } else if (value instanceof BigDecimal number) {
            text.append(number.toPlainString());
        } else {
            text.append(value);
        }
    }

    private void quote(StringBuilder text, String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\' || (c == '/' && escapesSlash)) {
                text.append('\\').append(c);
            } else if (c == '\t') {
                text.append("\\t");
            } else if (c < ' ' || (c > '~' && letters == Letters.ESCAPED)) {
                text.append("\\u").append(hex(c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    private static String hex(char c) {
        String digits = Integer.toHexString(c);
        return "0000".substring(digits.length()) + digits;
    }
}
