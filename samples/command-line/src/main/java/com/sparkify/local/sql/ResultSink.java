package com.sparkify.local.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Consumes a result: its columns once, then its rows, then the end. */
public interface ResultSink {

    void begin(List<Column> columns);

    /** Receives a value for each column: null, numbers, booleans and text unchanged, arrays and structs as JSON. */
    void row(List<JsonNode> values);

    void end(long rows);
}
