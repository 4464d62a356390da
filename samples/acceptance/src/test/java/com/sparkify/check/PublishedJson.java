package com.sparkify.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** One published table, read from its JSON files and compared with what is expected. */
record PublishedJson(String name, String columns, boolean isPartitioned) {
    static final List<PublishedJson> ALL = List.of(
            new PublishedJson(
                    "songplays",
                    "songplay_id VARCHAR, start_time VARCHAR, user_id VARCHAR, level VARCHAR, song_id VARCHAR,"
                            + " artist_id VARCHAR, session_id BIGINT, location VARCHAR, user_agent VARCHAR, year INT,"
                            + " month INT",
                    true),
            new PublishedJson(
                    "users",
                    "user_id VARCHAR, first_name VARCHAR, last_name VARCHAR, gender VARCHAR, level VARCHAR",
                    false),
            new PublishedJson(
                    "songs", "song_id VARCHAR, title VARCHAR, artist_id VARCHAR, year INT, duration DOUBLE", false),
            new PublishedJson(
                    "artists",
                    "artist_id VARCHAR, name VARCHAR, location VARCHAR, latitude DOUBLE, longitude DOUBLE",
                    false),
            new PublishedJson(
                    "time", "start_time VARCHAR, hour INT, day INT, week INT, month INT, year INT, weekday INT", true));

    /** How many rows there are, and whatever is wrong with them. */
    record Finding(String name, long rows, List<String> problems) {}

    Finding compare(Connection connection, Path json) throws SQLException, IOException {
        List<String> problems = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            read(statement, json, problems);
            problems.addAll(texts(statement, difference("missing", "expected_" + name, "published_" + name)));
            problems.addAll(texts(statement, difference("surplus", "published_" + name, "expected_" + name)));
            long rows = Long.parseLong(
                    texts(statement, "SELECT count(*) FROM published_" + name).get(0));
            return new Finding(name, rows, problems);
        }
    }

    private void read(Statement statement, Path json, List<String> problems) throws SQLException, IOException {
        statement.execute("CREATE TABLE published_" + name + " (" + columns + ")");
        Path folder = json.resolve(name);
        if (!Files.isDirectory(folder) || Inputs.files(folder).isEmpty()) {
            return;
        }
        String glob = "'" + folder.toString().replace("'", "''") + "/**/*.json'";
        String fields = columns.replace(" VARCHAR", ": 'VARCHAR'")
                .replace(" BIGINT", ": 'BIGINT'")
                .replace(" INT", ": 'INT'")
                .replace(" DOUBLE", ": 'DOUBLE'");
        String rows = "read_json(" + glob + ", format = 'newline_delimited', hive_partitioning = false,"
                + " filename = true, columns = {" + fields + "})";
        statement.execute("INSERT INTO published_" + name + " SELECT * EXCLUDE (filename) FROM " + rows);
        problems.addAll(texts(
                statement,
                "SELECT DISTINCT 'columns ' || CAST(json_keys(json) AS VARCHAR) FROM read_json_objects(" + glob
                        + ", format = 'newline_delimited') WHERE array_to_string(json_keys(json), ', ') <> '"
                        + columns.replaceAll(" [A-Z]+", "") + "'"));
        if (isPartitioned) {
            String place = "strftime(CAST(start_time AS TIMESTAMP), '/year=%Y/month=%-m/day=%-d/" + name + ".json')";
            problems.addAll(texts(
                    statement,
                    "SELECT DISTINCT 'row of another day in ' || filename FROM " + rows
                            + " WHERE NOT ends_with(filename, " + place + ")"));
        }
    }

    private static String difference(String word, String left, String right) {
        return "SELECT '" + word + " ' || CAST(row AS VARCHAR) FROM (SELECT row FROM (SELECT " + left + " AS row FROM "
                + left + " EXCEPT ALL SELECT " + right + " AS row FROM " + right + ") LIMIT 5)";
    }

    private static List<String> texts(Statement statement, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
