package com.sparkify.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The launcher decides every golden case of {@code samples/protocol} as written there. */
class ProtocolTest {

    @ParameterizedTest
    @MethodSource
    void keys(JsonNode golden) {
        InputPrefixes inputs = new InputPrefixes(
                "sparkify-logs",
                golden.path("logPrefix").asText("log_data/"),
                golden.path("songPrefix").asText("song_data/"));

        assertThat(inputs.accept(golden.required("key").textValue()))
                .isEqualTo(!golden.required("kind").textValue().equals("none"));
    }

    @ParameterizedTest
    @MethodSource
    void places(JsonNode golden) {
        Map<String, String> environment = Map.of(
                "INPUT_BUCKET", golden.required("inputBucket").textValue(),
                "LOG_PREFIX", golden.required("logPrefix").textValue(),
                "SONG_PREFIX", golden.required("songPrefix").textValue(),
                "LAKE", golden.required("lake").textValue());
        if (golden.has("refused")) {
            assertThatThrownBy(() -> settings(environment))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(golden.get("refused").textValue());
        } else {
            LakeFolder lake = settings(environment).lake();
            assertThat(lake.uri()).isEqualTo(golden.required("uri").textValue());
            assertThat(lake.pending()).isEqualTo(golden.required("pending").textValue());
        }
    }

    @ParameterizedTest
    @MethodSource
    void requests(JsonNode golden) {
        LauncherFixture bench = new LauncherFixture();
        String request = golden.required("request").toString();
        if (golden.has("refused")) {
            assertThatThrownBy(() -> bench.handle(request))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining(golden.get("refused").textValue());
        } else {
            bench.handle(request);
        }
        List<JsonNode> written = bench.manifests().stream()
                .map(manifest -> manifest.get("request"))
                .toList();
        assertThat(written).isEqualTo(golden.hasNonNull("writes") ? List.of(golden.get("writes")) : List.of());
    }

    @ParameterizedTest
    @MethodSource
    void manifests(JsonNode golden) {
        String text = golden.required("manifest").textValue();
        JsonNode manifest = LauncherFixture.json(text.getBytes(StandardCharsets.UTF_8));
        String name = golden.required("name").textValue();
        Event.Source source =
                Event.Source.valueOf(manifest.required("source").textValue().toUpperCase(Locale.ROOT));
        Instant createdAt = Instant.parse(manifest.required("createdAt").textValue());
        UUID id = UUID.fromString(name.substring(name.indexOf('-') + 1, name.indexOf('.')));

        NewManifest written = manifest.has("request")
                ? NewManifest.of(source, request(manifest.get("request")), createdAt, id)
                : NewManifest.of(source, objects(manifest.get("objects")), createdAt, id);

        assertThat(new String(written.bytes(), StandardCharsets.UTF_8)).isEqualTo(text);
        assertThat(written.name()).isEqualTo(name);
    }

    @ParameterizedTest
    @MethodSource
    void runs(JsonNode golden) {
        Map<String, String> environment = new HashMap<>();
        golden.get("environment")
                .properties()
                .forEach(entry ->
                        environment.put(entry.getKey(), entry.getValue().textValue()));
        String launchId = golden.required("means").required("launchId").textValue();

        Instant submittedAt = Instant.parse(golden.required("submittedAt").textValue());

        assertThat(settings(environment).entryPointArguments(launchId, submittedAt))
                .isEqualTo(texts(golden.required("arguments")));
        assertThat(EmrRun.NAME_PREFIX + launchId)
                .isEqualTo(golden.required("name").textValue());
    }

    static Stream<JsonNode> keys() throws IOException {
        return GoldenCases.of("keys.jsonl").stream();
    }

    static Stream<JsonNode> places() throws IOException {
        return GoldenCases.of("places.jsonl").stream();
    }

    static Stream<JsonNode> requests() throws IOException {
        return GoldenCases.of("requests.jsonl").stream();
    }

    /** Those that the launcher writes. */
    static Stream<JsonNode> manifests() throws IOException {
        return GoldenCases.of("manifests.jsonl").stream()
                .filter(golden -> golden.required("writer").textValue().equals("launcher"));
    }

    /** Those that the launcher starts. */
    static Stream<JsonNode> runs() throws IOException {
        return GoldenCases.of("runs.jsonl").stream().filter(golden -> golden.has("environment"));
    }

    private static Settings settings(Map<String, String> changes) {
        Map<String, String> environment = new HashMap<>(LauncherFixture.ENVIRONMENT);
        environment.putAll(changes);
        return Settings.from(environment);
    }

    private static TypedRequest request(JsonNode document) {
        Object parsed = Json.read(document.toString().getBytes(StandardCharsets.UTF_8));
        return TypedRequest.parse((Map<?, ?>) parsed, new InputPrefixes("sparkify-logs", "log_data/", "song_data/"));
    }

    private static List<AnnouncedObject> objects(JsonNode objects) {
        List<AnnouncedObject> announced = new ArrayList<>();
        for (JsonNode object : objects) {
            announced.add(new AnnouncedObject(
                    object.get("key").textValue(),
                    object.has("size") ? object.get("size").longValue() : null,
                    object.path("etag").textValue(),
                    object.path("versionId").textValue(),
                    object.path("sequencer").textValue()));
        }
        return announced;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.textValue()));
        return texts;
    }
}
