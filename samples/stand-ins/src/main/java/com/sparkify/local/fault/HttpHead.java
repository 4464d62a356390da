package com.sparkify.local.fault;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The head of an HTTP/1.1 message, unmodified, and the length of the body that follows. */
record HttpHead(String text) {
    private static final String LINE_END = "\r\n";

    /** Reads the next head. Returns null if the connection ends before it begins. */
    static HttpHead read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream(1024);
        int matched = 0;
        while (matched < 4) {
            int b = in.read();
            if (b < 0) {
                if (head.size() == 0) {
                    return null;
                }
                throw new EOFException("The connection ended in the middle of a head");
            }
            head.write(b);
            matched = b == "\r\n\r\n".charAt(matched) ? matched + 1 : b == '\r' ? 1 : 0;
        }
        return new HttpHead(head.toString(StandardCharsets.ISO_8859_1));
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    HttpHead without(String name) {
        int line = lineOf(name);
        return line < 0
                ? this
                : new HttpHead(text.substring(0, line)
                                + text.substring(text.indexOf(LINE_END, line) + LINE_END.length()))
                        .without(name);
    }

    /** Returns a word of the first line. */
    String word(int number) {
        return text.substring(0, text.indexOf('\r')).split(" ")[number];
    }

    /** Returns null if there is no such header. */
    String header(String name) {
        int line = lineOf(name);
        return line < 0
                ? null
                : text.substring(line + name.length() + 1, text.indexOf(LINE_END, line))
                        .strip();
    }

    /**
     * Returns the index of the header's line, or -1. Called several times for each message, so it uses no regular
     * expression.
     */
    private int lineOf(String name) {
        for (int line = text.indexOf(LINE_END); line >= 0; line = text.indexOf(LINE_END, line)) {
            line += LINE_END.length();
            if (text.regionMatches(true, line, name, 0, name.length()) && text.startsWith(":", line + name.length())) {
                return line;
            }
        }
        return -1;
    }

    void copyRequestBody(InputStream in, OutputStream out) throws IOException {
        if (header("transfer-encoding") != null) {
            copyChunks(in, out);
        } else if (header("content-length") != null) {
            copy(in, out, Long.parseLong(header("content-length")));
        }
    }

    void copyResponseBody(String method, InputStream in, OutputStream out) throws IOException {
        String status = word(1);
        if (method.equals("HEAD") || status.equals("204") || status.equals("304")) {
            return;
        }
        if (header("transfer-encoding") == null && header("content-length") == null) {
            in.transferTo(out);
        } else {
            copyRequestBody(in, out);
        }
    }

    private static void copyChunks(InputStream in, OutputStream out) throws IOException {
        long size;
        do {
            String line = line(in, out);
            size = Long.parseLong(line.split(";")[0].strip(), 16);
            copy(in, out, size);
            line(in, out);
        } while (size > 0);
    }

    private static String line(InputStream in, OutputStream out) throws IOException {
        StringBuilder line = new StringBuilder();
        int b;
        do {
            b = in.read();
            if (b < 0) {
                throw new EOFException("The connection ended in the middle of a chunk");
            }
            out.write(b);
            line.append((char) b);
        } while (b != '\n');
        return line.toString();
    }

    private static void copy(InputStream in, OutputStream out, long length) throws IOException {
        byte[] buffer = new byte[16_384];
        long left = length;
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new EOFException("The connection ended in the middle of a body");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }
}
