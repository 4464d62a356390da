package com.sparkify.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import com.sparkify.local.sql.Column;
import com.sparkify.local.sql.Format;
import com.sparkify.local.sql.ResultSink;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsTest {

    @Test
    void anEmptyLineSeparatesCsvResultsAndAStatementWithoutColumnsPrintsNothing() {
        assertThat(print(Format.CSV)).isEqualTo("a\n1\n\nb\n2\n");
    }

    @Test
    void jsonResultsFollowEachOther() {
        assertThat(print(Format.JSON)).isEqualTo("{\"a\":1}\n{\"b\":2}\n");
    }

    private static String print(Format format) {
        var text = new StringWriter();
        var results = new Results(new Console(System.out, System.err, false), new PrintWriter(text), format);
        print(results.next(80), List.of(new Column("a", "int")), 1);
        print(results.next(80), List.of(), 0);
        print(results.next(80), List.of(new Column("b", "int")), 2);
        return text.toString();
    }

    private static void print(ResultSink sink, List<Column> columns, int value) {
        sink.begin(columns);
        columns.forEach(column -> sink.row(List.of(IntNode.valueOf(value))));
        sink.end(columns.size());
    }
}
