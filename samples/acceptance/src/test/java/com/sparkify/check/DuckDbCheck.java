package com.sparkify.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes all five tables from the input files with DuckDB, and compares them with the published JSON, row by row:
 * {@code DuckDbCheck --logs DIR [--songs DIR] --out OUT}. Exit code 0 if they are equal, 1 if not, 2 for wrong
 * arguments. For data as producers write it; the fuzz tests cover other JSON.
 */
public final class DuckDbCheck {
    private DuckDbCheck() {}

    public static void main(String[] args) throws IOException, SQLException {
        System.exit(run(args, System.out));
    }

    /** The exit code; what was found goes to {@code out}. */
    public static int run(String[] args, PrintStream out) throws IOException, SQLException {
        Map<String, Path> options = new HashMap<>();
        for (int i = 0; i + 1 < args.length; i += 2) {
            options.put(args[i], Path.of(args[i + 1]));
        }
        boolean isComplete = args.length % 2 == 0
                && options.containsKey("--logs")
                && options.containsKey("--out")
                && List.of("--logs", "--songs", "--out").containsAll(options.keySet());
        if (!isComplete) {
            out.println("usage: DuckDbCheck --logs DIR [--songs DIR] --out OUT");
            return 2;
        }
        int failed = 0;
        for (PublishedJson.Finding finding :
                findings(options.get("--logs"), options.get("--songs"), options.get("--out"))) {
            boolean isEqual = finding.problems().isEmpty();
            failed += isEqual ? 0 : 1;
            out.println(finding.name() + " " + finding.rows() + (isEqual ? " equal" : " DIFFERENT"));
            finding.problems().forEach(problem -> out.println("  " + problem));
        }
        out.println(PublishedJson.ALL.size() - failed + " tables equal, " + failed + " different");
        return failed == 0 ? 0 : 1;
    }

    static List<PublishedJson.Finding> findings(Path logs, Path songs, Path out) throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            // One thread keeps the order of rows, and leaves the cores to others.
            statement.execute("SET threads = 1");
            Inputs inputs = new Inputs(connection);
            inputs.logs(logs);
            inputs.songs(songs);
            statement.execute(expected());
            List<PublishedJson.Finding> findings = new ArrayList<>();
            for (PublishedJson table : PublishedJson.ALL) {
                findings.add(table.compare(connection, json(out)));
            }
            return findings;
        }
    }

    private static Path json(Path out) throws IOException {
        Path json = out.resolve("json");
        if (!Files.isDirectory(json)) {
            throw new IOException("No published files: " + json + " is no folder");
        }
        return json;
    }

    private static String expected() throws IOException {
        try (InputStream sql = DuckDbCheck.class.getResourceAsStream("expected.sql")) {
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
