package com.sparkify.local.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;

/** JSON Lines, with every column present. */
final class JsonPrinter implements ResultSink {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintWriter out;
    private List<Column> columns = List.of();

    JsonPrinter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void begin(List<Column> names) {
        columns = names;
    }

    @Override
    public void row(List<JsonNode> values) {
        ObjectNode row = JSON.createObjectNode();
        for (int i = 0; i < values.size(); i++) {
            row.set(columns.get(i).name(), values.get(i));
        }
        out.print(row);
        out.print('\n');
    }

    @Override
    public void end(long rows) {
        out.flush();
    }
}
