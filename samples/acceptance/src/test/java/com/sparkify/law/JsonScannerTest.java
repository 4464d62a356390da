package com.sparkify.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sparkify.law.JsonScanner.NotJsonException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScannerTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{ \"a\" : [1, -0.5e+3, {\"b\":[]}, \"x\", true, false, null] , \"c\":{} }",
                "[[[]],{}]",
                "-0",
                "1E400",
                "\"\\u00e9\\/\\b\"",
                "\"raw \u0000 and \n stay\""
            })
    void jsonIsRead(String json) {
        JsonScanner scanner = new JsonScanner(json);
        scanner.value();
        assertThat(scanner.atEnd()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "[1,]",
                "[1 2]",
                "{'a':1}",
                "{a:1}",
                "01",
                "-",
                "1.",
                ".5",
                "+1",
                "1e",
                "0x1",
                "NaN",
                "tru",
                "nulll",
                "\"\\x\"",
                "\"\\u12\"",
                "\"open",
                "[1}",
                "{\"a\":1]",
                "/**/1"
            })
    void anythingElseIsNot(String json) {
        assertThatThrownBy(() -> new JsonScanner(json).value()).isInstanceOf(NotJsonException.class);
    }

    @Test
    void lastOfRepeatedKeysCounts() {
        assertThat(new JsonScanner("{\"a\":1,\"\\u0061\":\"two\"}").object())
                .containsOnlyKeys("a")
                .containsEntry("a", new Scalar(Scalar.Kind.STRING, "two"));
    }

    @Test
    void numbersKeepTheirText() {
        assertThat(new JsonScanner("{\"a\":1.50e0}").object().get("a").text()).isEqualTo("1.50e0");
    }

    @Test
    void whatDatabasesRefuseBecomesTheReplacementCharacter() {
        String json = "{\"a\":\"\\u0000 \\ud83d \\ude00 \\ud83d\\ude00 \0\"}";
        assertThat(new JsonScanner(json).object().get("a").text())
                .isEqualTo("\uFFFD \uFFFD \uFFFD \uD83D\uDE00 \uFFFD");
    }

    @Test
    void depthIsUnlimited() {
        String json = "[".repeat(1_000_000) + "]".repeat(1_000_000);
        assertThat(new JsonScanner(json).value()).isEqualTo(Scalar.NESTED);
    }

    @Test
    void valueEndsWhereItEnds() {
        JsonScanner scanner = new JsonScanner(" {\"a\":1}\n\t{\"b\":2}");
        assertThat(scanner.atObject()).isTrue();
        scanner.object();
        assertThat(scanner.position()).isEqualTo(8);
        assertThat(scanner.atObject()).isTrue();
        assertThat(scanner.object()).containsOnlyKeys("b");
    }
}
