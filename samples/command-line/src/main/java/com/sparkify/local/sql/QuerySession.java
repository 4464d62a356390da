package com.sparkify.local.sql;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sparkify.local.cleanup.FileTree;
import com.sparkify.local.cleanup.Teardown;
import com.sparkify.local.spark.SparkProcess;
import com.sparkify.local.stack.OutFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Executes statements over the tables of an OUT folder in a Spark session that stays warm. All star tables are read at
 * one consistent set.
 */
public final class QuerySession implements Queries, AutoCloseable {

    /** Keeps all digits of a decimal, including trailing zeros. */
    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final Teardown teardown;
    private final Path temporary;
    private final SparkProcess process;
    private final BufferedReader answers;
    private volatile long statement;
    private String asOf = "";

    private QuerySession(Teardown teardown, Path temporary, SparkProcess process) {
        this.teardown = teardown;
        this.temporary = temporary;
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.stdout(), StandardCharsets.UTF_8));
    }

    /**
     * Starts the session and returns before it is ready.
     *
     * @throws QueryFailure if nothing was loaded into the folder
     */
    public static QuerySession open(OutFolder out) throws IOException {
        return open(out, SparkProcess::start);
    }

    /** As {@link #open}, for a prompt, which ends at once on request. */
    public static QuerySession openForPrompt(OutFolder out) throws IOException {
        return open(out, SparkProcess::startForPrompt);
    }

    private static QuerySession open(OutFolder out, QueryJvm.Start start) throws IOException {
        if (!Files.isRegularFile(out.catalog())) {
            throw new QueryFailure("No table in " + out.path() + " yet: load something first, ./sparkify local", "");
        }
        var teardown = new Teardown();
        try {
            Path temporary = Files.createTempDirectory("sparkify-query");
            teardown.add(() -> FileTree.delete(List.of(temporary)));
            return new QuerySession(teardown, temporary, teardown.add(QueryJvm.start(out, temporary, start)));
        } catch (IOException | RuntimeException e) {
            teardown.closeAfter(e);
            throw e;
        }
    }

    /** Selects the set of later statements by a time ({@code 2018-11-12T10:15:00Z}) or batch; "" selects the newest. */
    @Override
    public void asOf(String timeOrBatch) {
        asOf = timeOrBatch;
    }

    /** @throws QueryFailure if the statement failed or was cancelled */
    public Result ask(String sql) throws IOException {
        var result = new Result.Builder();
        ask(sql, result);
        return result.build();
    }

    /** @throws QueryFailure if the statement failed or was cancelled, possibly after some rows */
    @Override
    public synchronized void ask(String sql, ResultSink sink) throws IOException {
        send(JSON.createObjectNode().put("id", ++statement).put("sql", sql).put("asOf", asOf));
        while (true) {
            JsonNode answer = answer();
            if (answer.isArray()) {
                sink.row(list(answer));
            } else if (answer.has("columns")) {
                sink.begin(list(answer.get("columns")).stream()
                        .map(column ->
                                new Column(column.get(0).asText(), column.get(1).asText()))
                        .toList());
            } else {
                sink.end(answer.get("rows").asLong());
                return;
            }
        }
    }

    /** Returns the column names of each table. */
    @Override
    public synchronized Map<String, List<String>> tables() throws IOException {
        send(JSON.createObjectNode().put("id", ++statement).put("tables", true));
        var tables = new LinkedHashMap<String, List<String>>();
        answer().get("tables")
                .properties()
                .forEach(table -> tables.put(
                        table.getKey(),
                        list(table.getValue()).stream().map(JsonNode::asText).toList()));
        return tables;
    }

    /** Cancels the running statement, which then fails. Thread-safe. */
    @Override
    public void cancel() {
        try {
            send(JSON.createObjectNode().put("cancel", statement));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isArchiving() {
        return process.isArchiving();
    }

    /** Ends the session regularly; the first session writes the class-data archive at its end. */
    public void end() throws IOException, InterruptedException {
        process.end();
    }

    @Override
    public void close() throws IOException {
        teardown.close();
    }

    private void send(ObjectNode request) throws IOException {
        synchronized (process) {
            process.stdin().write((request + "\n").getBytes(StandardCharsets.UTF_8));
            process.stdin().flush();
        }
    }

    private JsonNode answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            Path log = temporary.resolve("stderr.log");
            throw new QueryFailure("The session ended: " + QueryJvm.lastLine(log), Files.readString(log));
        }
        JsonNode answer = JSON.readTree(line);
        if (answer.has("error")) {
            throw new QueryFailure(
                    answer.get("error").asText(), answer.get("trace").asText());
        }
        return answer;
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
    }
}
