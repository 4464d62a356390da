package com.sparkify.check;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Brings the input folders into DuckDB: the lines of the logs, and the JSON values of the catalogue. */
final class Inputs {
    private final Connection connection;

    Inputs(Connection connection) {
        this.connection = connection;
    }

    void logs(Path folder) throws IOException, SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE log_lines (key VARCHAR, line BIGINT, text VARCHAR)");
        }
        try (DuckDBAppender appender = connection.unwrap(DuckDBConnection.class).createAppender("main", "log_lines")) {
            for (Path file : files(folder)) {
                String key = "log_data/" + folder.relativize(file);
                long number = 0;
                for (String line : content(file).split("\n", -1)) {
                    number++;
                    if (!line.isBlank()) {
                        appender.beginRow();
                        appender.append(key);
                        appender.append(number);
                        appender.append(line);
                        appender.endRow();
                    }
                }
            }
        }
    }

    /** DuckDB itself splits a file into its values; the number of the row in the file is their order. */
    void songs(Path folder) throws IOException, SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE song_values (key VARCHAR, ordinal BIGINT, song JSON)");
        }
        if (folder == null || files(folder).isEmpty()) {
            return;
        }
        String insert = "INSERT INTO song_values SELECT 'song_data/' || substr(filename, length(?) + 2),"
                + " row_number() OVER (), json"
                + " FROM read_json_objects(?, format = 'unstructured', filename = true)";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setString(1, folder.toString());
            statement.setString(2, folder + "/**/*.json*");
            statement.execute();
        }
    }

    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return new ArrayList<>(files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches("(?s).*[.]json([.]gz)?"))
                    .sorted()
                    .toList());
        }
    }

    private static String content(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length > 1 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b) {
            bytes = new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
