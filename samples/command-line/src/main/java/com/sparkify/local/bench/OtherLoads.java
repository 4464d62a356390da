package com.sparkify.local.bench;

import com.sparkify.local.spark.SparkClassPath;
import com.sparkify.local.spark.SparkDefaults;
import com.sparkify.local.spark.SparkJvm;
import com.sparkify.local.spark.SparkProcess;
import com.sparkify.local.stack.Installation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The same five tables from the same files by other engines, as Parquet, without history and published files. */
final class OtherLoads {
    static final List<String> TABLES = List.of("songplays", "users", "songs", "artists", "time");

    private final Scratch scratch;

    OtherLoads(Scratch scratch) {
        this.scratch = scratch;
    }

    /** DuckDB with two threads, in this process. */
    static Measured duckDb(Path in, Path out) throws IOException, SQLException {
        Files.createDirectories(out);
        double cpu = cpuSeconds(ProcessHandle.current());
        long begun = System.nanoTime();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            for (String sql : statements("duckdb.sql", in, out)) {
                statement.execute(sql);
            }
        }
        return Measured.of(secondsSince(begun), cpuSeconds(ProcessHandle.current()) - cpu);
    }

    /** A full reload by plain Spark with two threads, in a JVM of its own with the flags of a run. */
    Measured plainSpark(Path in, long inputBytes, Path out) throws IOException, InterruptedException {
        Path temporary = Files.createDirectories(out.resolve("tmp"));
        Installation installation = Installation.current();
        SparkJvm jvm =
                SparkJvm.of(SparkClassPath.read(installation.sparkClassPath()), installation.classDataArchives());
        SparkDefaults defaults = new SparkDefaults(
                Map.of(
                        "spark.sql.session.timeZone", "UTC",
                        "spark.sql.catalogImplementation", "in-memory",
                        "spark.log.level", "WARN"),
                temporary);
        long begun = System.nanoTime();
        try (SparkProcess spark = scratch.opened(SparkProcess.startLoad(
                jvm,
                inputBytes,
                defaults,
                installation.home().resolve("samples/command-line/target/command-line.jar"),
                PlainSpark.class.getName(),
                List.of(in.toString(), out.toString())))) {
            String told = new String(spark.stdout().readAllBytes(), StandardCharsets.UTF_8).strip();
            spark.end();
            if (!told.matches("\\d+")) {
                throw new IllegalStateException("The reload by plain Spark failed: " + lastLine(temporary));
            }
            return Measured.of(secondsSince(begun), Long.parseLong(told) / 1e3);
        }
    }

    /** Counts the rows of each table that an engine wrote; Spark writes a folder for each. */
    static Map<String, Long> rows(Path out) throws SQLException {
        Map<String, Long> rows = new LinkedHashMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                String files = Files.isDirectory(out.resolve(table)) ? table + "/*.parquet" : table + ".parquet";
                String sql = "SELECT count(*) FROM read_parquet('" + quoted(out.resolve(files)) + "')";
                try (ResultSet count = statement.executeQuery(sql)) {
                    count.next();
                    rows.put(table, count.getLong(1));
                }
            }
        }
        return rows;
    }

    /** Reads the statements of a resource and inserts their folders. */
    static List<String> statements(String resource, Path in, Path out) throws IOException {
        try (InputStream script = OtherLoads.class.getResourceAsStream(resource)) {
            String text = new String(script.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${in}", quoted(in))
                    .replace("${out}", quoted(out));
            return Arrays.stream(text.split(";\n"))
                    .map(String::strip)
                    .filter(statement -> !statement.isEmpty())
                    .toList();
        }
    }

    private static String quoted(Path path) {
        return path.toAbsolutePath().toString().replace("'", "''");
    }

    private static String lastLine(Path temporary) throws IOException {
        return Files.readString(temporary.resolve("stderr.log"))
                .lines()
                .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0))) // not a stack frame
                .reduce((earlier, later) -> later)
                .orElse("it wrote nothing to stderr");
    }

    private static double secondsSince(long begunNanos) {
        return (System.nanoTime() - begunNanos) / 1e9;
    }

    private static double cpuSeconds(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
    }
}
