package com.sparkify.law;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** From an object's bytes to its content and its lines. */
final class ModelLines {
    private ModelLines() {}

    /** Without gzip and byte order mark; empty if the gzip is broken. */
    static Optional<byte[]> content(byte[] object) {
        byte[] plain = object;
        if (object.length >= 2 && object[0] == 0x1f && object[1] == (byte) 0x8b) {
            try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(object))) {
                plain = gzip.readAllBytes();
            } catch (IOException e) {
                return Optional.empty();
            }
        }
        boolean hasMark =
                plain.length >= 3 && plain[0] == (byte) 0xEF && plain[1] == (byte) 0xBB && plain[2] == (byte) 0xBF;
        return Optional.of(hasMark ? Arrays.copyOfRange(plain, 3, plain.length) : plain);
    }

    /** Split at LF, each without one trailing CR; blank ones are there, so that numbers are right. */
    static List<byte[]> split(byte[] content) {
        List<byte[]> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= content.length; i++) {
            if (i == content.length || content[i] == '\n') {
                int end = i > start && content[i - 1] == '\r' ? i - 1 : i;
                lines.add(Arrays.copyOfRange(content, start, end));
                start = i + 1;
            }
        }
        return lines;
    }

    static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
