package com.sparkify.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The deployment decides the golden cases of {@code samples/protocol} that concern it as written there. */
class ProtocolTest {

    @ParameterizedTest
    @MethodSource
    void places(JsonNode golden) {
        Map<String, String> context = Map.of(
                "sparkify:logBucket", golden.required("inputBucket").textValue(),
                "sparkify:logPrefix", golden.required("logPrefix").textValue(),
                "sparkify:songPrefix", golden.required("songPrefix").textValue(),
                "sparkify:lake", golden.required("lake").textValue());
        if (golden.has("refused")) {
            assertThatThrownBy(() -> DeploymentSettings.from(context))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(golden.get("refused").textValue());
        } else {
            LakeLocation lake =
                    LakeLocation.parse(DeploymentSettings.from(context).lake());
            assertThat(lake.uri()).isEqualTo(golden.required("uri").textValue());
            assertThat(lake.folder("pending"))
                    .isEqualTo(golden.required("pending").textValue());
        }
    }

    @ParameterizedTest
    @MethodSource
    void runs(JsonNode golden) {
        JsonNode means = golden.required("means");
        Deployed deployed = Synth.with(Map.of(
                "logBucket", means.required("inputBucket").textValue(),
                "logPrefix", means.required("logPrefix").textValue(),
                "songPrefix", means.required("songPrefix").textValue(),
                "lake", means.required("lake").textValue(),
                "onError", means.required("onError").textValue(),
                "publish", means.required("publish").textValue(),
                "erasureKeyArn", means.path("erasureKey").asText()));

        assertThat(deployed.only("AWS::Lambda::Function")
                        .at("/Environment/Variables")
                        .properties())
                .containsAll(golden.get("environment").properties());
    }

    @Test
    void schedulesSendRequestsThatTheLauncherTakes() throws IOException {
        List<JsonNode> taken = GoldenCases.of("requests.jsonl").stream()
                .filter(golden -> golden.has("writes"))
                .map(golden -> golden.required("request"))
                .toList();
        for (String schedule : List.of("SchedulesNudge", "SchedulesSweep", "SchedulesFollowUp")) {
            String input = Synth.defaults()
                    .resource("AWS::Events::Rule", schedule)
                    .at("/Targets/0/Input")
                    .textValue();
            assertThat(taken).contains(new ObjectMapper().readTree(input));
        }
    }

    static Stream<JsonNode> places() throws IOException {
        return GoldenCases.of("places.jsonl").stream();
    }

    /** Those that a deployed launcher starts. */
    static Stream<JsonNode> runs() throws IOException {
        return GoldenCases.of("runs.jsonl").stream().filter(golden -> golden.has("environment"));
    }
}
