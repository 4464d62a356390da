package com.sparkify.local.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Takes a result as it comes: its columns once, then its rows, then the end. */
public interface ResultSink {

    void begin(List<Column> columns);

    /** A value for each column: null, number, boolean and text as such, arrays and structs as JSON. */
    void row(List<JsonNode> values);

    void end(long rows);
}
