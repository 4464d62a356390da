package com.sparkify.etl.source;

import java.util.Set;
import java.util.TreeSet;

/**
 * Finds {@code userId} members in a text that is no JSON object. {@code docs/star-schema.md} defines the rule; the
 * tests implement it independently.
 */
final class UserMentions {
    private static final String NAME = "\"userId\"";

    private final String text;
    private int position;

    private UserMentions(String text) {
        this.text = text;
    }

    /** Returns the users of all {@code userId} members in the text. */
    static Set<String> all(String text) {
        Set<String> users = new TreeSet<>();
        UserMentions mentions = new UserMentions(text);
        for (int at = text.indexOf(NAME); at >= 0; at = text.indexOf(NAME, at + 1)) {
            mentions.position = at + NAME.length();
            String value = mentions.value();
            if (value != null && !value.isEmpty()) {
                users.add(value);
            }
        }
        return users;
    }

    /** Returns the value after the name: a string without quotes or a literal as written; null otherwise. */
    private String value() {
        skipWhiteSpace();
        if (!next(':')) {
            return null;
        }
        skipWhiteSpace();
        if (next('"')) {
            return JsonFields.storable(string());
        }
        int start = position;
        while (position < text.length() && ",{}[]\" \t\r\n".indexOf(text.charAt(position)) < 0) {
            position++;
        }
        String literal = text.substring(start, position);
        return literal.equals("null") ? null : JsonFields.storable(literal);
    }

    /** Reads to the closing quote or the end of the text. Invalid escapes are kept as written. */
    private String string() {
        StringBuilder value = new StringBuilder();
        while (position < text.length() && text.charAt(position) != '"') {
            char c = text.charAt(position++);
            if (c == '\\' && position < text.length()) {
                escape(value);
            } else {
                value.append(c);
            }
        }
        return value.toString();
    }

    private void escape(StringBuilder value) {
        char c = text.charAt(position++);
        int simple = "\"\\/bfnrt".indexOf(c);
        if (simple >= 0) {
            value.append("\"\\/\b\f\n\r\t".charAt(simple));
        } else if (c == 'u' && isHex(position, position + 4)) {
            value.append((char) Integer.parseInt(text.substring(position, position + 4), 16));
            position += 4;
        } else {
            value.append('\\').append(c);
        }
    }

    private boolean isHex(int from, int to) {
        if (to > text.length()) {
            return false;
        }
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F')) {
                return false;
            }
        }
        return true;
    }

    private void skipWhiteSpace() {
        while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }

    private boolean next(char wanted) {
        boolean is = position < text.length() && text.charAt(position) == wanted;
        position += is ? 1 : 0;
        return is;
    }
}
