package com.sparkify.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sparkify.etl.erase.ErasureKey;
import com.sparkify.etl.lake.Lake;
import com.sparkify.etl.run.Arguments;
import com.sparkify.etl.source.InputLayout;
import com.sparkify.etl.source.Kind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The job decides the golden cases of {@code samples/protocol} on keys, places and arguments as written there. */
class ProtocolTest {

    @ParameterizedTest
    @MethodSource
    void keys(JsonNode golden) {
        InputLayout layout = new InputLayout(
                "sparkify-logs",
                golden.path("logPrefix").asText("log_data/"),
                golden.path("songPrefix").asText("song_data/"));
        String key = golden.required("key").textValue();

        assertThat(layout.kindOf(key).map(Kind::text).orElse("none"))
                .isEqualTo(golden.required("kind").textValue());
        assertThat(layout.kindOf(key)
                        .flatMap(kind -> layout.logPartitionOf(key))
                        .map(LocalDate::toString)
                        .orElse(null))
                .isEqualTo(golden.required("partition").textValue());
    }

    @ParameterizedTest
    @MethodSource
    void places(JsonNode golden) {
        String[] arguments = {
            "--input-bucket", golden.required("inputBucket").textValue(),
            "--log-prefix", golden.required("logPrefix").textValue(),
            "--song-prefix", golden.required("songPrefix").textValue(),
            "--lake", golden.required("lake").textValue(),
            "--launch-id", "1"
        };
        if (golden.has("refused")) {
            assertThatThrownBy(() -> Arguments.parse(arguments))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(golden.get("refused").textValue());
        } else {
            Lake lake = Arguments.parse(arguments).lake();
            assertThat(lake).isEqualTo(Lake.at(golden.required("uri").textValue()));
            assertThat(lake.pending()).isEqualTo(golden.required("pending").textValue());
        }
    }

    @ParameterizedTest
    @MethodSource
    void runs(JsonNode golden) {
        String[] arguments = GoldenCases.texts(golden.required("arguments")).toArray(String[]::new);
        if (golden.has("refused")) {
            assertThatThrownBy(() -> Arguments.parse(arguments))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(golden.get("refused").textValue());
            return;
        }
        JsonNode means = golden.required("means");
        Arguments parsed = Arguments.parse(arguments);
        assertThat(parsed.input())
                .isEqualTo(new InputLayout(
                        means.required("inputBucket").textValue(),
                        means.required("logPrefix").textValue(),
                        means.required("songPrefix").textValue()));
        assertThat(parsed.lake()).isEqualTo(Lake.at(means.required("lake").textValue()));
        assertThat(parsed.launchId()).isEqualTo(means.required("launchId").textValue());
        assertThat(parsed.onError().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .isEqualTo(means.required("onError").textValue());
        assertThat(parsed.erasureKey().map(ErasureKey::location).orElse(null))
                .isEqualTo(means.path("erasureKey").textValue());
        assertThat(parsed.publication().isOn())
                .isEqualTo(means.required("publish").textValue().equals("json"));
        assertThat(parsed.times().submittedAt().map(Instant::toString).orElse(null))
                .isEqualTo(means.path("submittedAt").textValue());
        assertThat(parsed.times().limit().map(Duration::toMinutes).orElse(0L))
                .isEqualTo(means.path("timeLimitMinutes").longValue());
    }

    static Stream<JsonNode> keys() throws IOException {
        return GoldenCases.of("keys.jsonl").stream();
    }

    static Stream<JsonNode> places() throws IOException {
        return GoldenCases.of("places.jsonl").stream();
    }

    static Stream<JsonNode> runs() throws IOException {
        return GoldenCases.of("runs.jsonl").stream();
    }
}
