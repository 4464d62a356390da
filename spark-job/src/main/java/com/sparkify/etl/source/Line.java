package com.sparkify.etl.source;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The bytes of one line, without its line end, and what they are as text. */
final class Line {
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

    /** The first {@code length} bytes of {@code buffer}, which must stay as they are while the line is in use. */
    static Line of(byte[] buffer, int length) {
        for (int i = 0; i < length; i++) {
            if (buffer[i] <= 0) {
                return new Line(buffer, length, false, decode(buffer, length), false);
            }
        }
        return new Line(buffer, length, true, null, false);
    }

    /** The beginning of a line that is too long to be read. */
    static Line cut(byte[] buffer, int length) {
        return new Line(buffer, length, true, null, true);
    }

    boolean isCut() {
        return isCut;
    }

    /** Strictly decoded UTF-8, or null: Jackson alone lets surrogates and overlong forms pass. */
    static String decode(byte[] bytes, int length) {
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

    /** Whether the bytes are no text that anybody would write: not UTF-8, or with a NUL. */
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

    /** A parser that never guesses the encoding: from bytes only where these are ASCII without NUL. */
    JsonParser parser() throws IOException {
        return plain ? JsonFields.FACTORY.createParser(buffer, 0, length) : JsonFields.FACTORY.createParser(decoded);
    }

    /** @param userId as in {@link RejectedRow#userId} */
    RejectedRow rejected(long number, String reason, String userId) {
        return RejectedRow.of(number, reason, buffer, length, userId);
    }
}
