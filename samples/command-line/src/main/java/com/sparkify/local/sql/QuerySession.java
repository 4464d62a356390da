package com.sparkify.local.sql;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sparkify.local.spark.SparkProcess;
import com.sparkify.local.stack.OutFolder;
import java.io.IOException;
import java.nio.file.Files;
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

    private final OutFolder out;
    private final QueryJvm.Start start;
    private final Object restarting = new Object();
    private volatile QueryChild child;
    private boolean isClosed;
    private volatile long statement;
    private String asOf = "";

    private QuerySession(OutFolder out, QueryJvm.Start start) throws IOException {
        this.out = out;
        this.start = start;
        this.child = QueryChild.start(out, start);
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
        return new QuerySession(out, start);
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
        child.send(
                JSON.createObjectNode().put("id", ++statement).put("sql", sql).put("asOf", asOf));
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
        child.send(JSON.createObjectNode().put("id", ++statement).put("tables", true));
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
            child.send(JSON.createObjectNode().put("cancel", statement));
        } catch (IOException e) {
            // The JVM has ended, by itself or to be restarted: whoever waits for its answer reports that.
        }
    }

    public boolean isArchiving() {
        return child.isArchiving();
    }

    /** Ends the session regularly; the first session writes the class-data archive at its end. */
    public void end() throws IOException, InterruptedException {
        child.end();
    }

    @Override
    public void close() throws IOException {
        synchronized (restarting) {
            isClosed = true;
            child.close();
        }
    }

    private JsonNode answer() throws IOException {
        JsonNode answer = child.answer();
        if (!answer.has("error")) {
            return answer;
        }
        String message = answer.get("error").asText();
        if (answer.has("busyAt")) {
            restart(answer.get("busyAt").asText());
            message += ", but Spark still works on it: Spark is restarted";
        }
        throw new QueryFailure(message, answer.get("trace").asText());
    }

    /**
     * Replaces a JVM whose tasks do not end, because they hold the slots that the next statement needs. Returns before
     * the new one is ready.
     *
     * @param namespace where the new one resolves unqualified names
     */
    private void restart(String namespace) throws IOException {
        synchronized (restarting) {
            if (isClosed) {
                return;
            }
            child.close();
            child = QueryChild.start(out, start);
            child.send(JSON.createObjectNode().put("use", namespace));
        }
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
    }
}
