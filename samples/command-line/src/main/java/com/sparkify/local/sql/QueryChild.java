package com.sparkify.local.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sparkify.local.cleanup.FileTree;
import com.sparkify.local.cleanup.Teardown;
import com.sparkify.local.spark.SparkProcess;
import com.sparkify.local.stack.OutFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A query JVM, the folder of its log, and the JSON lines that are exchanged with it. */
final class QueryChild implements AutoCloseable {

    private final Teardown teardown;
    private final Path temporary;
    private final SparkProcess process;
    private final BufferedReader answers;

    private QueryChild(Teardown teardown, Path temporary, SparkProcess process) {
        this.teardown = teardown;
        this.temporary = temporary;
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.stdout(), StandardCharsets.UTF_8));
    }

    /** Starts the JVM and returns before it is ready. */
    static QueryChild start(OutFolder out, QueryJvm.Start start) throws IOException {
        var teardown = new Teardown();
        try {
            Path temporary = Files.createTempDirectory("sparkify-query");
            teardown.add(() -> FileTree.delete(List.of(temporary)));
            return new QueryChild(teardown, temporary, teardown.add(QueryJvm.start(out, temporary, start)));
        } catch (IOException | RuntimeException e) {
            teardown.closeAfter(e);
            throw e;
        }
    }

    /** Thread-safe. */
    void send(ObjectNode request) throws IOException {
        synchronized (process) {
            process.stdin().write((request + "\n").getBytes(StandardCharsets.UTF_8));
            process.stdin().flush();
        }
    }

    /** @throws QueryFailure if the JVM has ended */
    JsonNode answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            Path log = temporary.resolve("stderr.log");
            throw new QueryFailure("The session ended: " + QueryJvm.lastLine(log), Files.readString(log));
        }
        return QuerySession.JSON.readTree(line);
    }

    boolean isArchiving() {
        return process.isArchiving();
    }

    void end() throws IOException, InterruptedException {
        process.end();
    }

    @Override
    public void close() throws IOException {
        teardown.close();
    }
}
