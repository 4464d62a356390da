package com.sparkify.local.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A complete result, for queries with few rows. */
public record Result(List<Column> columns, List<Map<String, JsonNode>> rows) {

    public Result {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** Returns the first value of the first row. */
    public JsonNode value() {
        return rows.get(0).values().iterator().next();
    }

    static final class Builder implements ResultSink {
        private final List<Map<String, JsonNode>> rows = new ArrayList<>();
        private List<Column> columns = List.of();

        @Override
        public void begin(List<Column> names) {
            columns = names;
        }

        @Override
        public void row(List<JsonNode> values) {
            var row = new LinkedHashMap<String, JsonNode>();
            for (int i = 0; i < values.size(); i++) {
                row.put(columns.get(i).name(), values.get(i));
            }
            rows.add(row);
        }

        @Override
        public void end(long count) {
            // rows are complete
        }

        Result build() {
            return new Result(columns, rows);
        }
    }
}
