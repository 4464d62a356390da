package com.sparkify.law;

import java.util.HashMap;
import java.util.Map;

/**
 * A JSON parser after RFC 8259, without recursion and without a library, so that it shares no behaviour with the job:
 * strict except for raw control characters in strings, which are kept; no limits of depth or length.
 */
final class JsonScanner {
    private static final int END = -1;

    private final String text;
    private int at;

    JsonScanner(String text) {
        this.text = text;
    }

    int position() {
        return at;
    }

    boolean atEnd() {
        skipWhiteSpace();
        return at == text.length();
    }

    boolean atObject() {
        skipWhiteSpace();
        return peek() == '{';
    }

    /** The fields of the object that starts here; of a repeated key the last counts. */
    Map<String, Scalar> object() {
        Map<String, Scalar> fields = new HashMap<>();
        expect('{');
        skipWhiteSpace();
        if (peek() == '}') {
            at++;
            return fields;
        }
        while (true) {
            String key = key();
            fields.put(key, value());
            skipWhiteSpace();
            if (peek() == '}') {
                at++;
                return fields;
            }
            expect(',');
        }
    }

    /** Any value; the kinds of brackets still open are kept on a stack of our own. */
    Scalar value() {
        StringBuilder open = new StringBuilder();
        Scalar whole = null;
        while (true) {
            skipWhiteSpace();
            Scalar part = Scalar.NESTED;
            if (peek() == '{' || peek() == '[') {
                char bracket = text.charAt(at++);
                skipWhiteSpace();
                if (peek() == closing(bracket)) {
                    at++;
                } else {
                    open.append(bracket);
                    whole = Scalar.NESTED;
                    if (bracket == '{') {
                        key();
                    }
                    continue;
                }
            } else {
                part = scalar();
            }
            whole = whole == null ? part : whole;
            if (endOfValue(open)) {
                return whole;
            }
        }
    }

    /** After a value: closes brackets; true when none is open, false when a further value follows. */
    private boolean endOfValue(StringBuilder open) {
        while (!open.isEmpty()) {
            char bracket = open.charAt(open.length() - 1);
            skipWhiteSpace();
            if (peek() == closing(bracket)) {
                at++;
                open.setLength(open.length() - 1);
            } else {
                expect(',');
                if (bracket == '{') {
                    key();
                }
                return false;
            }
        }
        return true;
    }

    private static char closing(char bracket) {
        return bracket == '{' ? '}' : ']';
    }

    private String key() {
        skipWhiteSpace();
        String key = string();
        skipWhiteSpace();
        expect(':');
        return key;
    }

    private Scalar scalar() {
        int next = peek();
        if (next == '"') {
            return new Scalar(Scalar.Kind.STRING, string());
        }
        if (next == '-' || isDigit(next)) {
            return new Scalar(Scalar.Kind.NUMBER, number());
        }
        for (String word : new String[] {"true", "false", "null"}) {
            if (text.startsWith(word, at)) {
                at += word.length();
                if (peek() != END && Character.isJavaIdentifierPart(peek())) {
                    throw failure();
                }
                return word.equals("null") ? Scalar.NULL : new Scalar(Scalar.Kind.BOOLEAN, word);
            }
        }
        throw failure();
    }

    private String number() {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (peek() == '.') {
            at++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
        int next = peek();
        if (next != END && " \t\r\n,]}".indexOf(next) < 0) {
            throw failure();
        }
        return text.substring(start, at);
    }

    private void digits() {
        if (!isDigit(peek())) {
            throw failure();
        }
        while (isDigit(peek())) {
            at++;
        }
    }

    private String string() {
        expect('"');
        StringBuilder value = new StringBuilder();
        while (true) {
            int c = peek();
            if (c == END) {
                throw failure();
            }
            at++;
            if (c == '"') {
                return Characters.storable(value.toString());
            }
            value.append(c == '\\' ? escaped() : (char) c);
        }
    }

    private char escaped() {
        int c = peek();
        at++;
        if (c == 'u') {
            int code = 0;
            for (int i = 0; i < 4; i++) {
                int digit = peek() > 127 ? -1 : Character.digit(peek(), 16);
                if (digit < 0) {
                    throw failure();
                }
                code = code * 16 + digit;
                at++;
            }
            return (char) code;
        }
        int known = "\"\\/bfnrt".indexOf(c);
        if (c == END || known < 0) {
            throw failure();
        }
        return "\"\\/\b\f\n\r\t".charAt(known);
    }

    private void skipWhiteSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private int peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    private void expect(char c) {
        if (peek() != c) {
            throw failure();
        }
        at++;
    }

    private NotJsonException failure() {
        return new NotJsonException(at);
    }

    /** Thrown at the first character that no JSON text can have there. */
    static final class NotJsonException extends RuntimeException {
        NotJsonException(int position) {
            super("No JSON at character " + position);
        }
    }
}
