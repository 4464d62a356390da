package com.sparkify.etl.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Holds one Spark session and executes statements in sequence until its stdin ends. Unqualified names belong to the
 * namespace {@code sparkify}. Star tables are read at the newest consistent set, or at the requested one.
 */
public final class QueryServer {
    /** A task that checks whether it was cancelled ends within milliseconds. */
    private static final long CANCEL_MILLIS = 2_000;

    private static final String CANCELLED = "The statement was cancelled";

    private final SparkSession session;
    private final CompletableFuture<Tables> tables;
    private final Answers answers;
    private final RunningTasks tasks = new RunningTasks();
    private volatile long current;
    private volatile long cancelled = -1;

    private QueryServer(SparkSession session, CompletableFuture<Tables> tables, Answers answers) {
        this.session = session;
        this.tables = tables;
        this.answers = answers;
        session.sparkContext().addSparkListener(tasks);
    }

    /** Takes no arguments: Spark's settings are system properties. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Answers answers = new Answers(new FileOutputStream(FileDescriptor.out));
        // Other output must not mix with the responses.
        System.setOut(System.err);
        // Loads Iceberg and the catalog's database in parallel with Spark.
        CompletableFuture<Tables> tables = CompletableFuture.supplyAsync(Tables::open);
        // Names the classic builder: the general one finds it by Scala reflection, which takes a second.
        SparkSession session = org.apache.spark.sql.classic.SparkSession.builder()
                .appName("sparkify-sql")
                .config("spark.sql.catalog.lake", PinnedCatalog.class.getName())
                .config("spark.sql.datetime.java8API.enabled", "true")
                .getOrCreate();
        QueryServer server = new QueryServer(session, tables, answers);
        session.sql("USE lake.sparkify");
        server.answer(QueryRequests.from(System.in, server::cancel));
        session.stop();
        System.exit(0);
    }

    private void answer(QueryRequests requests) throws IOException, InterruptedException {
        for (Optional<JsonNode> next = requests.next(); next.isPresent(); next = requests.next()) {
            current = next.get().path("id").asLong();
            try {
                answer(next.get());
            } catch (Exception e) { // a broad catch: Spark throws checked exceptions that it
                // does not declare
                if (!isCancelled()) {
                    answers.failed(Problem.line(e, this::tableNames), e);
                } else if (tasks.awaitNone(CANCEL_MILLIS)) {
                    answers.failed(CANCELLED, e);
                } else {
                    answers.failedButBusy(CANCELLED, e, position());
                }
            }
        }
    }

    private void answer(JsonNode request) throws IOException {
        if (request.has("tables")) {
            answers.tables(tables.join().columns());
            return;
        }
        if (request.has("use")) {
            use(request.get("use").asText());
            return;
        }
        tables.join().pin(request.path("asOf").asText());
        Dataset<Row> result = session.sql(request.get("sql").asText());
        answers.columns(result.schema());
        long count = 0;
        for (Iterator<Row> rows = result.toLocalIterator(); rows.hasNext() && !isCancelled(); count++) {
            answers.row(rows.next());
        }
        if (isCancelled()) {
            throw new IllegalStateException("cancelled after " + count + " rows");
        }
        answers.end(count);
    }

    /** Returns none if the catalog cannot be read, since the names only complete the message of a failure. */
    private List<String> tableNames() {
        try {
            return tables.join().names();
        } catch (RuntimeException e) {
            return List.of();
        }
    }

    private void use(String position) {
        try {
            session.sql("USE " + position);
        } catch (Exception e) { // a broad catch: the session that was at this namespace may have created it in memory
            System.err.println(position + " cannot be used: " + e.getMessage());
        }
    }

    /** Returns the current catalog and namespace as the text of a USE. */
    private String position() {
        String namespace = session.catalog().currentDatabase();
        String catalog = session.catalog().currentCatalog();
        return namespace.isEmpty() ? catalog : catalog + "." + namespace;
    }

    private boolean isCancelled() {
        return cancelled == current;
    }

    private void cancel(long id) {
        cancelled = id;
        if (isCancelled()) {
            session.sparkContext().cancelAllJobs();
        }
    }
}
