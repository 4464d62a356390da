package com.sparkify.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.local.stack.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.Function;

/** The commands of docs/importing.md work, including on texts that imports often mishandle. */
class ImportingPageTest {
    private static final String NAME = "\\\"a\\\" \\\\ \\u0007 \\ud83c\\udfa7, {}";

    private static final String USERS =
            "SELECT count(*) || ': ' || max(concat_ws(' ', user_id, first_name, last_name, gender, level)) FROM users";

    @TempDir
    Path folder;

    @BeforeEach
    void publish() throws IOException {
        write("users/users.json", user("1") + user("2"));
        write("songplays/year=2018/month=11/day=2/songplays.json", play("a", "2018-11-02T20:57:10.796Z"));
        write("songplays/year=2018/month=11/day=3/songplays-05.json", play("b", "2018-11-03T05:00:00.001Z"));
    }

    private void write(String name, String lines) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, lines);
    }

    private static String user(String id) {
        return "{\"user_id\":\"%s\",\"first_name\":\"%s\",\"last_name\":\"Last\",\"gender\":\"F\",\"level\":\"free\"}\n"
                .formatted(id, NAME);
    }

    private static String play(String id, String time) {
        return ("{\"songplay_id\":\"%s\",\"start_time\":\"%s\",\"user_id\":\"1\",\"level\":\"free\",\"song_id\":null,"
                        + "\"artist_id\":null,\"session_id\":7,\"location\":\"%s\",\"user_agent\":null,\"year\":2018,"
                        + "\"month\":11}\n")
                .formatted(id, time, NAME);
    }

    @Test
    void duckDbImports() throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            execute(connection, "SET TimeZone = 'UTC'");
            execute(connection, block("duckdb"));
            assertThat(text(
                            connection,
                            "SELECT string_agg(songplay_id || ' ' || start_time, ', ' ORDER BY 1) FROM songplays"))
                    .isEqualTo("a 2018-11-02 20:57:10.796+00, b 2018-11-03 05:00:00.001+00");
            assertThat(text(connection, USERS)).isEqualTo("2: 2 " + name() + " Last F free");
        }
    }

    @Test
    void sqliteImports() throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            Function.create(connection, "readfile", new Function() {
                @Override
                protected void xFunc() throws SQLException {
                    try {
                        result(Files.readAllBytes(Path.of(value_text(0))));
                    } catch (IOException e) {
                        error(e.toString());
                    }
                }
            });
            execute(connection, block("sqlite"));
            assertThat(text(connection, USERS)).isEqualTo("2: 2 " + name() + " Last F free");
        }
    }

    private static String name() {
        return "\"a\" \\ \u0007 \ud83c\udfa7, {}";
    }

    private String block(String language) throws IOException {
        String page = Files.readString(Installation.current().home().resolve("docs/importing.md"));
        Matcher block = Pattern.compile("```sql " + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(page);
        assertThat(block.find()).isTrue();
        return block.group(1).replace("target/sparkify/json", folder.toString());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String one : sql.split(";\n")) {
                if (!one.isBlank()) {
                    statement.execute(one);
                }
            }
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}
