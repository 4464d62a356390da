package com.sparkify.local.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SubmitParametersTest {

    @Test
    void wordsEndAtBlanks() {
        assertThat(SubmitParameters.parse("  --class a.B\n--conf x=1 ").words())
                .containsExactly("--class", "a.B", "--conf", "x=1");
    }

    @Test
    void quotesKeepBlanks() {
        assertThat(SubmitParameters.parse("--conf \"spark.driver.extraJavaOptions=-Da=1 -Db='2'\" --conf 'x=\"y z\"'")
                        .words())
                .containsExactly("--conf", "spark.driver.extraJavaOptions=-Da=1 -Db='2'", "--conf", "x=\"y z\"");
    }

    @Test
    void noneAreNoWords() {
        assertThat(SubmitParameters.parse(null).words()).isEmpty();
    }

    @Test
    void theLastConfWins() {
        var parameters = SubmitParameters.parse("--conf spark.driver.memory=1g --conf spark.driver.memory=3g");

        assertThat(parameters.conf("spark.driver.memory")).hasValue("3g");
        assertThat(parameters.conf("spark.driver.cores")).isEmpty();
    }

    @Test
    void anOpenQuoteIsRefused() {
        assertThatThrownBy(() -> SubmitParameters.parse("--conf 'x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sparkSubmitParameters has an open quote: --conf 'x");
    }
}
