package com.sparkify.law;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTest {
    private static final String LOG = "log_data/2018/11/2018-11-01-events.json";
    private static final String SONG = "song_data/A/B/C/TRABC.json";
    private static final String PLAY =
            "{\"page\":\"NextSong\",\"ts\":1,\"sessionId\":2,\"itemInSession\":3,\"userId\":\"4\"}";

    @Test
    void everyLineIsOneOfThree() {
        Reading reading = log(PLAY + "\n\n{\"page\":\"Home\"}\r\n \t\r\n{}\nnonsense\n" + PLAY);

        assertThat(reading.plays()).extracting(ModelPlay::line).containsExactly(1L, 7L);
        assertThat(reading.notPlays()).hasSize(2);
        assertThat(reading.rejected()).extracting(ModelRejectedRow::line).containsExactly(6L);
        assertThat(reading.rows()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"page\":\"NextSong\",\"ts\":1.0,\"sessionId\":\"2\",\"itemInSession\":3e0,\"userId\":4}",
                "{\"page\":\"\\u004eextSong\",\"ts\":\"253402300799999\",\"sessionId\":-2,\"itemInSession\":\"-3\","
                        + "\"userId\":true}",
                " {\"userId\":\" \",\"itemInSession\":0,\"sessionId\":0,\"ts\":0,\"page\":\"NextSong\",\"x\":[{}]} "
            })
    void plays(String line) {
        assertThat(log(line).plays()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"page\":\"NextSong\",\"ts\":1,\"sessionId\":2,\"itemInSession\":3,\"userId\":\"\"}",
                "{\"page\":\"NextSong\",\"ts\":1,\"sessionId\":2,\"itemInSession\":3}",
                "{\"page\":\"NextSong\",\"ts\":-1,\"sessionId\":2,\"itemInSession\":3,\"userId\":\"4\"}",
                "{\"page\":\"NextSong\",\"ts\":253402300800000,\"sessionId\":2,\"itemInSession\":3,\"userId\":\"4\"}",
                "{\"page\":\"NextSong\",\"ts\":1.5,\"sessionId\":2,\"itemInSession\":3,\"userId\":\"4\"}",
                "{\"page\":\"NextSong\",\"ts\":\"1.0\",\"sessionId\":2,\"itemInSession\":3,\"userId\":\"4\"}",
                "{\"page\":\"NextSong\",\"ts\":1,\"sessionId\":9223372036854775808,\"itemInSession\":3,\"userId\":\"4\"}",
                "{\"page\":\"NextSong\",\"ts\":true,\"sessionId\":2,\"itemInSession\":3,\"userId\":\"4\"}",
                "[]",
                "\uFEFF{}",
                "{} {}",
                "1"
            })
    void rejected(String line) {
        assertThat(log("{}\n" + line).rejected())
                .extracting(ModelRejectedRow::line)
                .containsExactly(2L);
    }

    @Test
    void byteOrderMarkIsSkippedAtTheStartOnly() {
        assertThat(log("\uFEFF" + PLAY).plays()).hasSize(1);
        assertThat(log("\uFEFF").rows()).isZero();
        assertThat(log("\uFEFF\uFEFF" + PLAY).rejected()).hasSize(1);
    }

    @Test
    void gzipIsSeenByItsFirstBytes() throws IOException {
        byte[] zipped = gzip(PLAY.getBytes(UTF_8));

        assertThat(Reading.of(LOG, zipped).orElseThrow().plays()).hasSize(1);
        assertThat(Reading.of(LOG, Arrays.copyOf(zipped, zipped.length - 9))).isEmpty();
        assertThat(Reading.of(LOG, new byte[] {0x1f, (byte) 0x8b})).isEmpty();
    }

    @Test
    void binaryIsNotAcceptableButBadTextIs() {
        assertThat(Reading.of(LOG, "\u00ff\u00fe\n\u00ff".getBytes(ISO_8859_1))).isEmpty();
        assertThat(Reading.of(LOG, "a\0b".getBytes(UTF_8))).isEmpty();
        assertThat(log("no json at all").rejected()).hasSize(1);
        assertThat(Reading.of(LOG, "{}\n\u00ff".getBytes(ISO_8859_1)))
                .hasValueSatisfying(reading -> assertThat(reading.rejected())
                        .extracting(ModelRejectedRow::raw)
                        .containsExactly("\uFFFD"));
        assertThat(log("{\"page\":\"\0\"}").notPlays()).hasSize(1);
    }

    @Test
    void rejectedRowKeepsTheStartOfItsTextAndTheHashOfAll() {
        String line = "x".repeat(70_000);
        ModelRejectedRow row = log(line + "\r\n").rejected().get(0);

        assertThat(row.raw()).hasSize(65_536);
        assertThat(row.sha256()).isEqualTo(Characters.sha256(line.getBytes(UTF_8)));
    }

    @Test
    void songObjectsHoldRecordsByOrdinal() {
        Reading reading =
                song("\uFEFF{\"song_id\":\"S1\",\n\"artist_id\":\"A\"}\n[1] {\"song_id\":\"\",\"artist_id\":\"A\"}"
                        + "{\"song_id\":5,\"artist_id\":\"A\"}");

        assertThat(reading.songs()).extracting(SongRecord::songId).containsExactly("S1", "5");
        assertThat(reading.songs()).extracting(SongRecord::line).containsExactly(1L, 4L);
        assertThat(reading.rejected())
                .extracting(ModelRejectedRow::raw)
                .containsExactly("[1]", "{\"song_id\":\"\",\"artist_id\":\"A\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"song_id\":\"S1\",\"artist_id\":\"A\"} x", "{\"song_id\":\"S1\"", "{}\n}"})
    void trailingContentThatIsNoJsonSpoilsASongObject(String text) {
        assertThat(Reading.of(SONG, text.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void emptyObjectsAreAcceptable() {
        assertThat(song(" \n").rows()).isZero();
        assertThat(log("").rows()).isZero();
    }

    private static Reading log(String text) {
        return Optional.of(text.getBytes(UTF_8))
                .flatMap(bytes -> Reading.of(LOG, bytes))
                .orElseThrow();
    }

    private static Reading song(String text) {
        return Reading.of(SONG, text.getBytes(UTF_8)).orElseThrow();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(bytes);
        }
        return zipped.toByteArray();
    }
}
