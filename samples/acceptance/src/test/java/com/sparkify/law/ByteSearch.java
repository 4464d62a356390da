package com.sparkify.law;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Searches files for texts: plain bytes, gzip content, blocks of Avro files (manifests, with column bounds), and the
 * values of Parquet files, including deleted rows.
 */
final class ByteSearch {
    private static final byte[] AVRO = {'O', 'b', 'j', 1};
    private static final byte[] PARQUET = {'P', 'A', 'R', '1'};

    private final List<String> texts;
    private final Map<String, TreeSet<String>> found = new TreeMap<>();

    private ByteSearch(List<String> texts) {
        this.texts = texts;
    }

    /** Returns the files that contain each text; absent texts are left out. */
    static Map<String, TreeSet<String>> of(List<Path> roots, List<String> texts) throws IOException {
        ByteSearch search = new ByteSearch(texts);
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:")) {
            for (Path root : roots) {
                try (Stream<Path> files = Files.walk(root)) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        search.look(file, duckDb);
                    }
                }
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
        return search.found;
    }

    private void look(Path file, Connection duckDb) throws IOException, SQLException {
        byte[] bytes = Files.readAllBytes(file);
        note(file, bytes);
        if (bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b) {
            note(file, new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes());
        } else if (startsWith(bytes, AVRO)) {
            note(file, blocks(bytes));
        } else if (startsWith(bytes, PARQUET)) {
            note(file, values(file, duckDb));
        }
    }

    private static boolean startsWith(byte[] bytes, byte[] magic) {
        return bytes.length >= magic.length && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
    }

    private void note(Path file, byte[] bytes) {
        String content = new String(bytes, StandardCharsets.ISO_8859_1);
        for (String text : texts) {
            if (content.contains(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))) {
                found.computeIfAbsent(text, none -> new TreeSet<>()).add(file.toString());
            }
        }
    }

    private static byte[] values(Path file, Connection duckDb) throws SQLException {
        StringBuilder values = new StringBuilder();
        try (Statement statement = duckDb.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT columns(*)::VARCHAR FROM read_parquet('" + file + "')")) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int column = 1; column <= columns; column++) {
                    values.append(rows.getString(column)).append('\n');
                }
            }
        }
        return values.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The blocks of an Avro file, which Iceberg deflates: after the header each has a count, a length and the bytes. */
    private static byte[] blocks(byte[] file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).position(AVRO.length);
        for (long entries = varint(in); entries != 0; entries = varint(in)) {
            if (entries < 0) {
                varint(in); // the size of the entries, in bytes
            }
            for (long i = 0; i < 2 * Math.abs(entries); i++) {
                int length = (int) varint(in);
                in.position(in.position() + length);
            }
        }
        int sync = 16;
        in.position(in.position() + sync);
        ByteArrayOutputStream blocks = new ByteArrayOutputStream();
        while (in.hasRemaining()) {
            varint(in);
            byte[] block = new byte[(int) varint(in)];
            in.get(block);
            in.position(in.position() + sync);
            try (InflaterInputStream inflated =
                    new InflaterInputStream(new ByteArrayInputStream(block), new Inflater(true))) {
                inflated.transferTo(blocks);
            }
        }
        return blocks.toByteArray();
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = in.get();
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value >>> 1 ^ -(value & 1);
            }
        }
    }
}
