package com.sparkify.etl.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DriftTest {
    private static final String LINE = """
            {"ts":1541105830796,"userId":"39","sessionId":38,"itemInSession":1,"page":"NextSong","level":"free",\
            "auth":"Logged In","method":"PUT","status":200,"registration":1540919166796.0,"artist":"A","song":"S",\
            "length":200.5,"firstName":"F","lastName":"L","gender":"F","location":"X","userAgent":"U"}""";
    private static final String SONG = """
            {"num_songs":1,"artist_id":"AR1","artist_latitude":null,"artist_longitude":null,"artist_location":"",\
            "artist_name":"N","song_id":"SO1","title":"T","duration":1.5,"year":0}""";

    private static ReadOutcome log(String text) throws IOException {
        return new LogReader("log.json", UserSet.NOBODY, new Ignoring()).read(stream(text));
    }

    private static ReadOutcome song(String text) throws IOException {
        return new SongReader("song.json", UserSet.NOBODY).read(stream(text), new Ignoring());
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void rowsOfTheContractDoNotDrift() throws IOException {
        assertThat(log(LINE + "\n" + LINE).drift()).isEqualTo(Drift.NONE);
        assertThat(song(SONG + SONG).drift()).isEqualTo(Drift.NONE);
    }

    @Test
    void eachOddFieldIsCountedOnceARowAndNamed() throws IOException {
        String odd = LINE.replace("\"gender\":\"F\",", "")
                .replace("200.5", "\"200.5\"")
                .replace("{", "{\"device\":{\"ts\":1},\"device\":2,\"region\":null,");
        ReadOutcome outcome = log(LINE + "\n" + odd + "\n" + odd.replace("\"region\":null,", ""));
        assertThat(outcome.plays()).isEqualTo(3);
        assertThat(outcome.drift())
                .isEqualTo(
                        new Drift(
                                3,
                                2,
                                2,
                                "{\"unknown\":{\"device\":2,\"region\":1},\"missing\":{\"gender\":2},\"otherType\":{\"length\":2}}"));
    }

    @Test
    void rowsThatAreRejectedOrNoPlaysCountTooIfTheyAreObjects() throws IOException {
        ReadOutcome outcome = log(LINE.replace("NextSong", "Home").replace("\"level\":\"free\",", "") + "\n"
                + LINE.replace("1541105830796", "\"never\"") + "\nno object\n" + LINE + " trailing");
        assertThat(outcome.rejected()).isEqualTo(3);
        assertThat(outcome.drift().names()).isEqualTo("{\"missing\":{\"level\":1},\"otherType\":{\"ts\":1}}");
    }

    @Test
    void songsCountWhatTheirContractNames() throws IOException {
        ReadOutcome outcome = song(
                SONG + SONG.replace("\"year\":0", "\"year\":\"1999\",\"genre\":\"x\"") + "[] {\"song_id\":\"SO2\"}");
        assertThat(outcome.songs()).isEqualTo(2);
        assertThat(outcome.drift().unknown()).isEqualTo(1);
        assertThat(outcome.drift().missing()).isEqualTo(9);
        assertThat(outcome.drift().ofOtherType()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ts | 5 | true",
                "ts | 5.0 | true",
                "ts | 5.5 | false",
                "ts | \"5\" | false",
                "ts | null | false",
                "userId | 39 | true",
                "userId | \"\" | true",
                "userId | null | false",
                "userId | 39.5 | false",
                "length | null | true",
                "length | 200 | true",
                "length | true | false",
                "song | null | true",
                "song | 5 | false",
                "song | [\"a\"] | false",
                "level | null | false"
            })
    void typesAreThoseOfTheSchema(String name, String value, boolean isAdmitted) throws IOException {
        String line = LINE.replaceFirst("\"" + name + "\":(\"[^\"]*\"|[^,}]*)", "\"" + name + "\":" + value);
        assertThat(line).contains("\"" + name + "\":" + value);
        assertThat(log(line).drift().ofOtherType()).isEqualTo(isAdmitted ? 0 : 1);
        assertThat(log(line).drift().unknown()).isZero();
    }

    @Test
    void whatLooksLikeNoNameIsCountedButNotKept() throws IOException {
        String line = LINE.replace("{", "{\"Lily Koch\":1,\"\\u0000\":1,\"" + "x".repeat(41) + "\":1,\"kept\":1,");
        assertThat(log(line).drift().names()).isEqualTo("{\"unknown\":{\"?\":3,\"kept\":1}}");
    }

    @Test
    void ofAnErasedUsersLineNoNameIsKept() throws IOException {
        String line = LINE.replace("{", "{\"LilyKoch\":1,");
        Drift drift = new LogReader("log.json", NamedUsers.of(List.of("39")), new Ignoring())
                .read(stream(line))
                .drift();
        assertThat(drift).isEqualTo(new Drift(1, 0, 0, "{\"unknown\":{\"?\":1}}"));
    }

    @Test
    void anyNumberOfNamesTakesLittleRoom() throws IOException {
        String fields =
                IntStream.range(0, 50_000).mapToObj(i -> "\"f" + i + "\":1").collect(Collectors.joining(","));
        Drift drift = log("{" + fields + "," + LINE.substring(1)).drift();
        assertThat(drift.unknown()).isEqualTo(50_000);
        assertThat(drift.names()).hasSizeLessThan(400);
    }

    @ParameterizedTest
    @EnumSource(Contract.class)
    void theSchemasOfTheDocsNameTheSameFieldsAndTypes(Contract contract) throws IOException {
        String file = contract == Contract.LOG ? "log-line" : "song-record";
        JsonNode schema = new ObjectMapper()
                .readTree(
                        Path.of("..", "docs", "contract", file + ".schema.json").toFile());
        List<String> names = new ArrayList<>();
        schema.get("properties").fieldNames().forEachRemaining(names::add);
        assertThat(contract.names()).containsExactlyInAnyOrderElementsOf(names);
        for (String name : names) {
            JsonNode type = schema.get("properties").get(name).get("type");
            List<String> types = new ArrayList<>();
            type.elements().forEachRemaining(one -> types.add(one.asText()));
            assertThat(contract.types(contract.position(name)))
                    .as(name)
                    .isEqualTo(ValueTypes.of(types.isEmpty() ? type.asText() : String.join("|", types)));
        }
    }

    private static final class Ignoring implements RowSink {
        @Override
        public void play(long line, Play play) {}

        @Override
        public void song(long ordinal, SongRecord song) {}

        @Override
        public void rejected(RejectedRow row) {}
    }
}
