package com.sparkify.law;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.local.stack.Installation;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.PGConnection;

/** A real PostgreSQL server that imports published files as the samples do. */
final class PostgresDatabase implements AutoCloseable {
    private static final Path SCRIPTS = Installation.current().home().resolve("samples/postgres");
    private static final List<String> TABLES = List.of("users", "artists", "songs", "time", "songplays");

    private final EmbeddedPostgres server;

    private PostgresDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    static PostgresDatabase start() throws IOException {
        return new PostgresDatabase(EmbeddedPostgres.builder().start());
    }

    Connection connect() throws SQLException {
        return server.getPostgresDatabase().getConnection();
    }

    /** Imports the folder with load.sh; without psql, with the same SQL in the same order. */
    void load(Path json) throws IOException, InterruptedException, SQLException {
        if (hasPsql()) {
            Ended load = runScript(json.toString(), Map.of());
            assertThat(load.exitCode()).as(load.printed()).isZero();
        } else {
            loadBySql(json);
        }
    }

    static boolean hasPsql() {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "psql")));
    }

    record Ended(int exitCode, String printed) {}

    /** Runs load.sh to its end, with these environment variables besides those of the connection. */
    Ended runScript(String source, Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(SCRIPTS.resolve("load.sh").toString(), source);
        builder.environment().put("PGHOST", "localhost");
        builder.environment().put("PGPORT", Integer.toString(server.getPort()));
        builder.environment().put("PGUSER", "postgres");
        builder.environment().put("PGDATABASE", "postgres");
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), printed);
    }

    private void loadBySql(Path json) throws IOException, SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(Files.readString(SCRIPTS.resolve("lock.sql")));
            statement.execute(Files.readString(SCRIPTS.resolve("schema.sql")));
            statement.execute(Files.readString(SCRIPTS.resolve("staged.sql")));
            for (String table : TABLES) {
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(
                                "COPY staged_" + table + " (row) FROM STDIN"
                                        + " (FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02')",
                                new ByteArrayInputStream(lines(json.resolve(table))));
            }
            statement.execute(Files.readString(SCRIPTS.resolve("load.sql")));
            connection.commit();
        }
    }

    private static byte[] lines(Path folder) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile)
                        .sorted(Comparator.comparing(path -> path.toFile().lastModified()))
                        .toList()) {
                    lines.writeBytes(Files.readAllBytes(file));
                }
            }
        }
        return lines.toByteArray();
    }

    /** The rows of the star tables, as the model writes them. */
    Rows rows() throws SQLException {
        Rows rows = new Rows();
        for (Table table : Table.values()) {
            if (table.isPublished()) {
                String columns =
                        table.columns().stream().map(PostgresDatabase::column).collect(Collectors.joining(", "));
                read("SELECT " + columns + " FROM sparkify.\"" + table.title() + "\"", rows, table);
            }
        }
        return rows;
    }

    private void read(String sql, Rows rows, Table table) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                Object[] values = new Object[table.columns().size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = result.getObject(i + 1);
                }
                rows.add(table, values);
            }
        }
    }

    private static String column(Table.Column column) {
        return column.type() == Table.Type.TIME
                ? "to_char(%s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')".formatted(column.name())
                : column.name();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
