package com.sparkify.etl;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Runs one SQL statement over the tables and prints its rows, tab-separated, as {@code spark-sql} does. Unqualified names
 * are those of the namespace {@code sparkify}; star tables are read as of the newest consistent set.
 */
public final class Query {
    private Query() {}

    /** The SQL text is the one argument; {@code --header} before it prints the columns' names first. */
    public static void main(String[] args) {
        boolean header = args.length == 2 && args[0].equals("--header");
        if (args.length != (header ? 2 : 1)) {
            System.err.println(
                    "error: one argument is needed, a SQL statement such as \"SELECT count(*) FROM songplays\"");
            System.exit(Main.USAGE);
        }
        // before the session loads the catalog
        System.setProperty("spark.sql.catalog.lake", PinnedCatalog.class.getName());
        SparkSession session = Main.session();
        int code = Main.DONE;
        try {
            session.sql("USE lake.sparkify");
            pin(session);
            print(
                    session.sql(args[args.length - 1]),
                    header,
                    new PrintStream(System.out, false, StandardCharsets.UTF_8));
        } catch (Exception e) {
            String message = e instanceof AnalysisException analysis ? analysis.getSimpleMessage() : e.getMessage();
            System.err.println("error: " + message.lines().findFirst().orElse("the query failed"));
            code = Main.FAILED;
        }
        session.stop();
        System.exit(code);
    }

    /** Star tables are read as they belong together; a lake that has no consistent set yet is read as it is. */
    private static void pin(SparkSession session) {
        if (!session.catalog().tableExists("lake.sparkify.consistent_sets")) {
            return;
        }
        List<Row> newest = session.sql(
                        "SELECT songplays, users, songs, artists, time FROM lake.sparkify.consistent_sets"
                                + " ORDER BY written_at DESC LIMIT 1")
                .collectAsList();
        Map<String, Long> snapshots = new HashMap<>();
        newest.forEach(row -> {
            for (String table : row.schema().fieldNames()) {
                if (!row.isNullAt(row.fieldIndex(table))) {
                    snapshots.put(table, row.<Long>getAs(table));
                }
            }
        });
        PinnedCatalog.pin(snapshots);
    }

    private static void print(Dataset<Row> rows, boolean header, PrintStream out) {
        if (header) {
            out.println(String.join("\t", rows.columns()));
        }
        Iterator<Row> iterator = rows.toLocalIterator();
        while (iterator.hasNext()) {
            Row row = iterator.next();
            out.println(IntStream.range(0, row.size())
                    .mapToObj(i -> row.isNullAt(i) ? "NULL" : row.get(i).toString())
                    .collect(Collectors.joining("\t")));
        }
        out.flush();
    }
}
