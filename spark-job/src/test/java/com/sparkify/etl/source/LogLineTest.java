package com.sparkify.etl.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLineTest {
    private static final String PLAY =
            "{\"page\":\"NextSong\",\"ts\":1541105830796,\"sessionId\":38,\"itemInSession\":1,\"userId\":\"39\"%s}";

    private static LogLine parse(String text) throws IOException {
        return parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static LogLine parse(byte[] bytes) throws IOException {
        return LogLine.of(Line.of(bytes, bytes.length));
    }

    private static Play play(String more) throws IOException {
        LogLine line = parse(PLAY.formatted(more));
        assertThat(line.fault()).isNull();
        return line.play();
    }

    @Test
    void aLineWithTheRequiredFieldsIsAPlay() throws IOException {
        Play play = play("");
        assertThat(play.naturalKey().text()).isEqualTo("38|1|39|1541105830796");
        assertThat(play.song()).isNull();
        assertThat(play.length()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"page\":\"Home\"}", "{\"page\":null}", "{\"page\":[1,{\"a\":2}],\"ts\":\"x\"}"})
    void anotherPageOrNoneIsNotAPlay(String text) throws IOException {
        LogLine line = parse(text);
        assertThat(line.object()).isTrue();
        assertThat(line.play()).isNull();
        assertThat(line.fault()).isNull();
        assertThat(line.userId()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "[]",
                "5",
                "null",
                "\"text\"",
                "{\"page\":\"Home\"} x",
                "{\"page\":\"Home\"}{}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{'page':'Home'}",
                "{\"page\":\"Home\",}",
                "{\"page\":\"Ho",
                "\uFEFF{}"
            })
    void whatIsNoJsonObjectIsRejected(String text) throws IOException {
        LogLine line = parse(text);
        assertThat(line.object()).isFalse();
        assertThat(line.fault()).startsWith("The line is no JSON object");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-1", "253402300800000", "1.5", "\"x\"", "null", "true", "9223372036854775808", "1e400", "{}"})
    void aPlayWhoseTimeIsNoneIsRejected(String ts) throws IOException {
        LogLine line = parse(
                "{\"page\":\"NextSong\",\"ts\":%s,\"sessionId\":1,\"itemInSession\":1,\"userId\":\"1\"}".formatted(ts));
        assertThat(line.fault()).isEqualTo("A play's ts must be an integer from 0 to 253402300799999");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "7.0", "7e0", "70E-1", "\"7\"", "\"007\"", "7.000"})
    void integralNumbersAndDigitStringsAreIntegers(String session) throws IOException {
        LogLine line = parse("{\"page\":\"NextSong\",\"ts\":0,\"sessionId\":%s,\"itemInSession\":-0,\"userId\":1}"
                .formatted(session));
        assertThat(line.play().naturalKey().text()).isEqualTo("7|0|1|0");
    }

    @Test
    void exponentsOfAnyLengthAreRead() throws IOException {
        String line = "{\"page\":\"NextSong\",\"ts\":%s,\"sessionId\":1,\"itemInSession\":1,\"userId\":\"1\"}";
        assertThat(parse(line.formatted("0e99999999999")).play().ts()).isZero();
        assertThat(parse(line.formatted("0.00E-99999999999")).play().ts()).isZero();
        assertThat(parse(line.formatted("1e-99999999999")).fault()).startsWith("A play's ts must be an integer");
        assertThat(parse(line.formatted("1e99999999999")).fault()).startsWith("A play's ts must be an integer");
        assertThat(play(",\"length\":0e99999999999").length()).isEqualTo("0.00000");
    }

    @Test
    void anEmptyUserIsRejected() throws IOException {
        assertThat(parse("{\"page\":\"NextSong\",\"ts\":0,\"sessionId\":1,\"itemInSession\":1,\"userId\":\"\"}")
                        .fault())
                .isEqualTo("A play's userId must not be empty");
    }

    @Test
    void textIsKeptAsWrittenAndUnstorableCharactersAreReplaced() throws IOException {
        assertThat(play(",\"song\":1.50").song()).isEqualTo("1.50");
        assertThat(play(",\"song\":true").song()).isEqualTo("true");
        assertThat(play(",\"song\":[\"a\"]").song()).isNull();
        assertThat(play(",\"song\":\"a\\u0000b\\ud800c\\ud83d\\ude00\"").song())
                .isEqualTo("a\uFFFDb\uFFFDc\uD83D\uDE00");
        assertThat(play(",\"song\":\"tab\there\u0000\"").song()).isEqualTo("tab\there\uFFFD");
        assertThat(play(",\"song\":\"caf\u00e9\"").song()).isEqualTo("caf\u00e9");
    }

    @Test
    void aLengthIsRoundedHalfUpFromItsText() throws IOException {
        assertThat(play(",\"length\":218.93224").length()).isEqualTo("218.93224");
        assertThat(play(",\"length\":-0.00000").length()).isEqualTo("0.00000");
        assertThat(play(",\"length\":0.00000").length()).isEqualTo("0.00000");
        assertThat(play(",\"length\":218.932245").length()).isEqualTo("218.93225");
        assertThat(play(",\"length\":2.18932e2").length()).isEqualTo("218.93200");
        assertThat(play(",\"length\":-0.000001").length()).isEqualTo("0.00000");
        assertThat(play(",\"length\":1e-999999999").length()).isEqualTo("0.00000");
        assertThat(play(",\"length\":1e999").length()).isNull();
        assertThat(play(",\"length\":\"218\"").length()).isNull();
        assertThat(play(",\"length\":1.00000" + "4".repeat(1_000_000)).length()).isEqualTo("1.00000");
    }

    @Test
    void theLastOfARepeatedFieldCounts() throws IOException {
        assertThat(play(",\"level\":\"free\",\"level\":\"paid\"").level()).isEqualTo("paid");
    }

    @Test
    void unknownFieldsMayBeAsDeepAsTheyLike() throws IOException {
        assertThat(play(",\"x\":" + "[".repeat(100_000) + "]".repeat(100_000)).userId())
                .isEqualTo("39");
    }

    @Test
    void bytesThatAreNoUtf8AreRejected() throws IOException {
        byte[] bytes = PLAY.formatted(",\"song\":\"?\"").getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 3] = (byte) 0xC3;
        assertThat(parse(bytes).fault()).isEqualTo("The line is not valid UTF-8");
    }
}
