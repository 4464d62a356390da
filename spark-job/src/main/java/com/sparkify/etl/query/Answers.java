package com.sparkify.etl.query;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Writes responses as JSON lines: {@code {"columns": [[name, type], …]}}, an array for each row, then
 * {@code {"rows": n}}; or {@code {"error": …, "trace": …}}, with {@code "busyAt"} if a cancelled statement still runs.
 */
final class Answers {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long FLUSH_NANOS = 100_000_000;

    private final JsonGenerator out;
    private long flushedAt = System.nanoTime();

    Answers(OutputStream out) throws IOException {
        this.out = JSON.createGenerator(out).setRootValueSeparator(null);
    }

    void columns(StructType schema) throws IOException {
        out.writeStartObject();
        out.writeArrayFieldStart("columns");
        for (StructField field : schema.fields()) {
            out.writeArray(new String[] {field.name(), field.dataType().typeName()}, 0, 2);
        }
        out.writeEndArray();
        out.writeEndObject();
        endLine(false);
    }

    void row(Row row) throws IOException {
        out.writeStartArray();
        for (int i = 0; i < row.size(); i++) {
            Values.write(out, row.get(i));
        }
        out.writeEndArray();
        endLine(System.nanoTime() - flushedAt > FLUSH_NANOS);
    }

    void end(long rows) throws IOException {
        out.writeStartObject();
        out.writeNumberField("rows", rows);
        out.writeEndObject();
        endLine(true);
    }

    void tables(Map<String, List<String>> columns) throws IOException {
        out.writeStartObject();
        out.writeFieldName("tables");
        JSON.writeValue(out, columns);
        out.writeEndObject();
        endLine(true);
    }

    void failed(String message, Throwable failure) throws IOException {
        out.writeStartObject();
        writeFailure(message, failure);
        out.writeEndObject();
        endLine(true);
    }

    /** @param position the catalog and namespace at which another JVM can continue */
    void failedButBusy(String message, Throwable failure, String position) throws IOException {
        out.writeStartObject();
        writeFailure(message, failure);
        out.writeStringField("busyAt", position);
        out.writeEndObject();
        endLine(true);
    }

    private void writeFailure(String message, Throwable failure) throws IOException {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        out.writeStringField("error", message);
        out.writeStringField("trace", trace.toString());
    }

    private void endLine(boolean flush) throws IOException {
        out.writeRaw('\n');
        if (flush) {
            out.flush();
            flushedAt = System.nanoTime();
        }
    }
}
