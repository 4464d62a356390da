package com.sparkify.local.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormatTest {

    private static final ObjectMapper JSON = QuerySession.JSON;
    private static final List<Column> COLUMNS =
            List.of(new Column("name", "string"), new Column("plays", "long"), new Column("share", "decimal(5,2)"));

    @Test
    void aTableAlignsNumbersRightAndTellsNulls() throws Exception {
        assertThat(print(Format.TABLE, 80, COLUMNS, "['free', 7866, 62.04]", "['paid', null, 0.5]", "[null, 12, null]"))
                .isEqualTo("""
                         name | plays | share
                        ------+-------+-------
                         free |  7866 | 62.04
                         paid |  null |   0.5
                         null |    12 |  null
                        (3 rows)
                        """);
    }

    @Test
    void theWidestColumnIsCutUntilALineFits() throws Exception {
        String table = print(Format.TABLE, 34, COLUMNS, "['" + "x".repeat(100) + "', 1, 2]");

        assertThat(table)
                .contains(" xxxxxxxxxxxxxxx… |     1 |     2\n")
                .contains(" name             | plays | share\n");
        assertThat(table.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(34));
    }

    @Test
    void whereColumnsWouldBecomeTooNarrowEachRowIsABlock() throws Exception {
        assertThat(print(Format.TABLE, 20, COLUMNS, "['" + "x".repeat(30) + "', 1234567890, 2]", "['b', 2, null]"))
                .isEqualTo("""
                        --- row 1 ---
                        name  | xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
                        plays | 1234567890
                        share | 2
                        --- row 2 ---
                        name  | b
                        plays | 2
                        share | null
                        (2 rows)
                        """);
    }

    @Test
    void aTableGivesAWideCharacterTwoColumnsAndWritesOutWhatMovesTheCursor() throws Exception {
        assertThat(print(Format.TABLE, 80, COLUMNS.subList(0, 1), "['日本']", "['a\\u001b[2J\\n']", "['e\\u0301']"))
                .isEqualTo("""
                         name
                        --------------
                         日本
                         a\\u001b[2J\\n
                         e\u0301
                        (3 rows)
                        """);
        assertThat(Cell.fit("日本", 3, false)).isEqualTo("日…");
        assertThat(Cell.fit("日本", 6, true)).isEqualTo("  日本");
    }

    @Test
    void csvTellsNullFromEmptyTextAndQuotesWhatItMust() throws Exception {
        assertThat(print(Format.CSV, 80, COLUMNS, "['a,\"b\"\\nc', 1, 1.50]", "['', null, null]", "[null, 2, 3]"))
                .isEqualTo("name,plays,share\n\"a,\"\"b\"\"\nc\",1,1.50\n\"\",,\n,2,3\n");
    }

    @Test
    void jsonIsAnObjectALineWithEveryColumn() throws Exception {
        assertThat(print(Format.JSON, 80, COLUMNS, "['a\"', 1, 1.5]", "[null, null, [1, {\"b\": 2}]]"))
                .isEqualTo("{\"name\":\"a\\\"\",\"plays\":1,\"share\":1.5}\n"
                        + "{\"name\":null,\"plays\":null,\"share\":[1,{\"b\":2}]}\n");
    }

    @Test
    void aResultWithoutRowsHasItsHeader() throws Exception {
        assertThat(print(Format.CSV, 80, COLUMNS)).isEqualTo("name,plays,share\n");
        assertThat(print(Format.TABLE, 80, COLUMNS))
                .isEqualTo(" name | plays | share\n------+-------+-------\n(0 rows)\n");
        assertThat(print(Format.JSON, 80, COLUMNS)).isEmpty();
    }

    @Test
    void anUnknownFormatIsRefused() {
        assertThatThrownBy(() -> Format.of("xml")).hasMessage("--format must be one of table, csv, json: 'xml'");
    }

    /** @param rows in JSON, with ' for " where that reads better */
    private static String print(Format format, int width, List<Column> columns, String... rows) throws Exception {
        var text = new StringWriter();
        ResultSink printer = format.printer(new PrintWriter(text), width);
        printer.begin(columns);
        for (String row : rows) {
            var values = new ArrayList<JsonNode>();
            JSON.reader()
                    .with(JsonReadFeature.ALLOW_SINGLE_QUOTES)
                    .readTree(row)
                    .forEach(values::add);
            printer.row(values);
        }
        printer.end(rows.length);
        return text.toString();
    }
}
