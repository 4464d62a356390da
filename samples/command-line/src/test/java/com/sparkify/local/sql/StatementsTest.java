package com.sparkify.local.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatementsTest {

    @Test
    void aSemicolonEndsAStatement() {
        var statements = Statements.of("SELECT 1;\nSELECT 2 ;; SELECT 3");

        assertThat(statements.complete()).containsExactly("SELECT 1", "SELECT 2");
        assertThat(statements.rest()).isEqualTo("SELECT 3");
        assertThat(statements.all()).containsExactly("SELECT 1", "SELECT 2", "SELECT 3");
    }

    @Test
    void aSemicolonInQuotesOrCommentsEndsNothing() {
        String sql = "SELECT ';', \"a\\\";\", `x;``y`, 'it''s;' -- one;\n/* two; */ FROM t";

        assertThat(Statements.of(sql + ";").complete()).containsExactly(sql);
    }

    @Test
    void commentsAloneAreNoStatement() {
        assertThat(Statements.of("-- nothing\n/* at all */ ;  ").all()).isEmpty();
    }

    @Test
    void whatIsLeftOpenIsNotComplete() {
        for (String sql : new String[] {"SELECT 'a;", "SELECT /* ;", "SELECT 1", "SELECT `a;"}) {
            assertThat(Statements.of(sql).complete()).as(sql).isEmpty();
            assertThat(Statements.of(sql).rest()).as(sql).isEqualTo(sql);
        }
    }
}
