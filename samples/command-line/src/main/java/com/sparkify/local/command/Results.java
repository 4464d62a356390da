package com.sparkify.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.sparkify.local.sql.Column;
import com.sparkify.local.sql.Format;
import com.sparkify.local.sql.ResultSink;
import java.io.PrintWriter;
import java.util.List;

/** Prints the results of several statements, with the format's separator between them. */
final class Results {

    private final Console console;
    private final PrintWriter out;
    private final Format format;
    private boolean hasPrinted;

    Results(Console console, PrintWriter out, Format format) {
        this.console = console;
        this.out = out;
        this.format = format;
    }

    /** Returns the sink of the next statement. */
    ResultSink next(int width) {
        return new Result(format.printer(out, width));
    }

    /** Clears the status line before the first line of a result. */
    private final class Result implements ResultSink {
        private final ResultSink sink;

        private Result(ResultSink sink) {
            this.sink = sink;
        }

        @Override
        public void begin(List<Column> columns) {
            console.status("");
            if (!columns.isEmpty()) {
                out.print(hasPrinted ? format.separator() : "");
                hasPrinted = true;
            }
            sink.begin(columns);
        }

        @Override
        public void row(List<JsonNode> values) {
            sink.row(values);
        }

        @Override
        public void end(long rows) {
            sink.end(rows);
        }
    }
}
