package com.sparkify.local.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** RFC 4180 with LF as the line end. */
final class CsvPrinter implements ResultSink {

    private static final Pattern NEEDS_QUOTES = Pattern.compile("[\",\r\n]");

    private final PrintWriter out;

    CsvPrinter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void begin(List<Column> columns) {
        if (columns.isEmpty()) {
            // of a statement without a result, such as USE
            return;
        }
        print(columns.stream().map(column -> quoted(column.name())).collect(Collectors.joining(",")));
    }

    @Override
    public void row(List<JsonNode> values) {
        print(values.stream()
                .map(value -> value.isNull() ? "" : quoted(Cell.text(value)))
                .collect(Collectors.joining(",")));
    }

    @Override
    public void end(long rows) {
        out.flush();
    }

    private void print(String line) {
        out.print(line);
        out.print('\n');
    }

    /** Empty text is quoted, so that it differs from null. */
    private static String quoted(String text) {
        return text.isEmpty() || NEEDS_QUOTES.matcher(text).find() ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
