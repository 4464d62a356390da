package com.sparkify.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every sample of an envelope, through the handler, as bytes. */
class EnvelopesTest {
    private static final String KEY = "log_data/2018/11/2018-11-12-events.json";

    private final LauncherFixture bench = new LauncherFixture();

    @ParameterizedTest
    @CsvSource({
        "s3-put.json, s3",
        "sqs-s3-put.json, sqs",
        "sns-sqs-s3-put.json, sqs",
    })
    void s3RecordsInEachWrappingBecomeOneManifest(String sample, String source) {
        bench.handle(LauncherFixture.sample(sample));

        assertThat(bench.s3.keys("pending/"))
                .singleElement()
                .asString()
                .matches("pending/20181112T101530120Z-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.json");
        assertThat(bench.manifests()).singleElement().satisfies(manifest -> {
            assertThat(manifest.path("version").intValue()).isEqualTo(1);
            assertThat(manifest.path("createdAt").textValue()).isEqualTo("2018-11-12T10:15:30.120Z");
            assertThat(manifest.path("source").textValue()).isEqualTo(source);
        });
        JsonNode object = bench.announced().get(0);
        assertThat(object.path("key").textValue()).isEqualTo(KEY);
        assertThat(object.path("size").longValue()).isEqualTo(99_854);
        assertThat(object.path("etag").textValue()).isEqualTo("d41d8cd98f00b204e9800998ecf8427e");
        assertThat(object.path("sequencer").textValue()).isEqualTo("0055AED6DCD90281E5");
        assertThat(object.has("versionId")).isFalse();
    }

    @Test
    void keysOfS3RecordsAreFormDecoded() {
        bench.handle(LauncherFixture.sample("s3-put-odd-keys.json"));

        assertThat(keys())
                .containsExactly(
                        "log_data/2018/11/2018-11-13 café (1)+%.json", "song_data/A/B/C/TRABCDE128F0000001.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"eventbridge-object-created.json", "sqs-eventbridge-object-created.json"})
    void keysOfEventBridgeAreTakenAsTheyAre(String sample) {
        bench.handle(LauncherFixture.sample(sample));

        assertThat(keys()).containsExactly("log_data/2018/11/2018-11-12 café +1.json.gz");
        assertThat(bench.announced().get(0).path("versionId").textValue())
                .isEqualTo("IYV3p45BT0ac8hjHg1houSdS1a.Mro8e");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3-test-event.json", "s3-removed.json"})
    void whatAnnouncesNothingLeavesNothing(String sample) {
        JsonNode answer = bench.handle(LauncherFixture.sample(sample));

        assertThat(answer.path("outcome").textValue()).isEqualTo("none");
        assertThat(bench.s3.calls).isEmpty();
        assertThat(bench.emr.calls).isEmpty();
    }

    @Test
    void messagesOfABatchSucceedAndFailOneByOne() {
        JsonNode answer = bench.handle(LauncherFixture.sample("sqs-mixed.json"));

        assertThat(answer.findValuesAsText("itemIdentifier")).containsExactly("5d1424d4-f796-459a-8184-9c92662be6db");
        assertThat(keys()).hasSize(3);
        assertThat(bench.manifests()).hasSize(2);
        assertThat(bench.manifests())
                .map(manifest -> manifest.path("request"))
                .contains(LauncherFixture.json("{\"sweep\":{}}".getBytes()));
        assertThat(bench.emr.starts).hasSize(1);
        assertThat(bench.log).anyMatch(line -> line.contains("Not a JSON document") && line.contains("5d1424d4"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "log_data/2018/11/2018-11-12-events.csv",
                "log_data/",
                "log_data/x.JSON",
                "other/2018-11-12-events.json",
                "pending/20181112T101530123Z-x.json",
            })
    void keysThatAreNoInputAreIgnored(String key) {
        JsonNode answer = bench.handle(new String(LauncherFixture.sample("s3-put.json")).replace(KEY, key));

        assertThat(answer.path("ignored").intValue()).isEqualTo(1);
        assertThat(bench.s3.calls).isEmpty();
    }

    @Test
    void objectsOfAnotherBucketAreIgnored() {
        JsonNode answer = bench.handle(
                new String(LauncherFixture.sample("s3-put.json")).replace("\"sparkify-logs\"", "\"elsewhere\""));

        assertThat(answer.path("ignored").intValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | Unknown event with the fields []",
                "{\"Records\": 7} | Unknown event with the fields [Records]",
                "[] | An event must be a JSON object",
                "null | An event must be a JSON object",
                "{\"a\": | Not a JSON document",
                "{} {} | Not a JSON document: more than one value",
                "{\"source\":\"aws.ec2\",\"detail-type\":\"x\"} | Unknown event with the fields [source, detail-type]",
            })
    void unknownShapesAreRefusedWithWhatIsAccepted(String event, String message) {
        assertThatThrownBy(() -> bench.handle(event))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(message);
        assertThat(bench.log).singleElement().asString().contains("\"outcome\":\"refused\"", "\"Failures\":1");
    }

    @Test
    void anUnknownShapeIsToldTheAcceptedOnes() {
        assertThatThrownBy(() -> bench.handle("{\"laod\": {}}"))
                .hasMessageContaining("Unknown event with the fields [laod]. Accepted are: S3 event notifications")
                .hasMessageContaining("{\"load\": {\"from\": \"2018-11-12\", \"to\": \"2018-11-14\"}}")
                .hasMessageContaining("{\"nudge\": {}}");
    }

    @Test
    void aBadRecordFailsADirectEventAndSparesItsNeighbour() {
        String event = new String(LauncherFixture.sample("s3-put-odd-keys.json")).replace("caf%C3%A9", "caf%XX");

        assertThatThrownBy(() -> bench.handle(event))
                .isInstanceOf(LauncherHandler.LaunchFailedException.class)
                .hasMessageContaining("The key of an S3 event must be URL-encoded");
        assertThat(keys()).containsExactly("song_data/A/B/C/TRABCDE128F0000001.json");
        assertThat(bench.emr.starts).hasSize(1);
    }

    @Test
    void anotherMajorVersionOfTheEventIsRefused() {
        String event = new String(LauncherFixture.sample("s3-put.json")).replace("\"2.1\"", "\"3.0\"");

        assertThatThrownBy(() -> bench.handle(event)).hasMessage("eventVersion of an S3 record must be 2.x: '3.0'");
    }

    @Test
    void ofTwoEventsOfOneKeyTheLaterSequencerIsKept() {
        String early = new String(LauncherFixture.sample("s3-put.json"));
        String late = early.replace("0055AED6DCD90281E5", "0055AED6DCD90281E50").replace("99854", "7");
        bench.handle("{\"Records\":[" + record(late) + "," + record(early) + "]}");

        assertThat(bench.announced())
                .singleElement()
                .satisfies(object -> assertThat(object.path("size").intValue()).isEqualTo(99_854));
    }

    private static String record(String event) {
        return LauncherFixture.json(event.getBytes()).path("Records").get(0).toString();
    }

    private List<String> keys() {
        return bench.announced().stream()
                .map(object -> object.path("key").textValue())
                .toList();
    }
}
