package com.sparkify.etl.source;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The bytes of one line, without its line end, and their text. */
final class Line {
    private static final char REPLACEMENT = '\uFFFD';

    private final byte[] buffer;
    private final int length;
    private final boolean plain;
    private final String decoded;
    private final boolean isCut;

    private Line(byte[] buffer, int length, boolean plain, String decoded, boolean isCut) {
        this.buffer = buffer;
        this.length = length;
        this.plain = plain;
        this.decoded = decoded;
        this.isCut = isCut;
    }

    /** Wraps the first {@code length} bytes of {@code buffer}, which must not change while the line is in use. */
    static Line of(byte[] buffer, int length) {
        boolean plain = EightBytes.areAsciiWithoutNul(buffer, length);
        return new Line(buffer, length, plain, plain ? null : decode(buffer, length), false);
    }

    /** Wraps the beginning of a line that exceeds the maximum length. */
    static Line cut(byte[] buffer, int length) {
        return new Line(buffer, length, true, null, true);
    }

    boolean isCut() {
        return isCut;
    }

    /** Decodes UTF-8 strictly, or returns null: Jackson accepts surrogates and overlong forms. */
    static String decode(byte[] bytes, int length) {
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) < 0) {
            return text; // several times as fast as a decoder
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    boolean isBlank() {
        for (int i = 0; i < length; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    boolean isInvalidUtf8() {
        return !plain && decoded == null;
    }

    /** Returns true if the bytes are not UTF-8 or contain a NUL. */
    boolean looksBinary() {
        return isInvalidUtf8() || (decoded != null && decoded.indexOf(0) >= 0) || isCut && hasNul();
    }

    private boolean hasNul() {
        for (int i = 0; i < length; i++) {
            if (buffer[i] == 0) {
                return true;
            }
        }
        return false;
    }

    /** Creates a parser that never detects the encoding: it reads bytes only if they are ASCII without NUL. */
    JsonParser parser() throws IOException {
        return plain ? JsonFields.FACTORY.createParser(buffer, 0, length) : JsonFields.FACTORY.createParser(decoded);
    }

    /** @param userId see {@link RejectedRow#userId} */
    RejectedRow rejected(long number, String reason, String userId) {
        return RejectedRow.of(number, reason, buffer, length, userId);
    }
}
