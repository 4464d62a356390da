package com.sparkify.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code ./sparkify replay} asks for is a golden case of {@code samples/protocol}, which launcher and job take. */
class ProtocolTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FOLDER = Path.of(System.getProperty("sparkify.home", ".."), "samples", "protocol");

    @ParameterizedTest
    @MethodSource
    void requestedDays(JsonNode golden) throws IOException {
        JsonNode load = golden.required("request").required("load");
        var days = new RequestedDays(
                LocalDate.parse(load.required("from").textValue()),
                LocalDate.parse(load.required("to").textValue()));
        List<String> sent = new ArrayList<>();
        days.each(announcement -> sent.add(announcement.body()));

        assertThat(sent).hasSize(1);
        assertThat(JSON.readTree(sent.get(0))).isEqualTo(golden.required("writes"));
    }

    /** Ranges of days that the launcher takes; replay forces nothing. */
    static Stream<JsonNode> requestedDays() throws IOException {
        List<JsonNode> cases = new ArrayList<>();
        for (String line : Files.readAllLines(FOLDER.resolve("requests.jsonl"))) {
            JsonNode golden = JSON.readTree(line);
            JsonNode load = golden.required("request").path("load");
            if (golden.has("writes") && load.has("from") && !load.has("force")) {
                cases.add(golden);
            }
        }
        return cases.stream();
    }
}
