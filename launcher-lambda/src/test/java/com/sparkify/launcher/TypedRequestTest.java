package com.sparkify.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedRequestTest {
    private final LauncherFixture bench = new LauncherFixture();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "request-load-range.json",
                "request-load-keys.json",
                "request-load-prefix.json",
                "request-retract.json",
                "request-sweep.json",
                "request-rebuild.json",
                "request-erase.json"
            })
    void aRequestBecomesAManifestAsItWasAsked(String sample) {
        JsonNode answer = bench.handle(LauncherFixture.sample(sample));

        assertThat(bench.manifests()).singleElement().satisfies(manifest -> {
            assertThat(manifest.path("request")).isEqualTo(LauncherFixture.json(LauncherFixture.sample(sample)));
            assertThat(manifest.path("source").textValue()).isEqualTo("request");
            assertThat(manifest.has("objects")).isFalse();
        });
        assertThat(answer.path("outcome").textValue()).isEqualTo("started");
        assertThat(answer.path("launchId").textValue())
                .isEqualTo(bench.emr.launchIds().get(0));
    }

    @Test
    void aDryRunShowsTheManifestAndThatARunWouldBeStarted() {
        JsonNode answer = bench.handle(LauncherFixture.sample("request-dry-run.json"));

        assertThat(answer.path("dryRun").booleanValue()).isTrue();
        assertThat(answer.path("outcome").textValue()).isEqualTo("started");
        assertThat(answer.at("/manifest/request/load/prefix").textValue()).isEqualTo("log_data/2018/11/");
        assertThat(bench.manifests()).isEmpty();
        assertThat(bench.emr.starts).isEmpty();
    }

    @Test
    void aDryRunShowsWhichRunWouldBeJoined() {
        bench.handle(LauncherFixture.sample("request-sweep.json"));
        JsonNode answer = bench.handle(LauncherFixture.sample("request-dry-run.json"));

        assertThat(answer.path("outcome").textValue()).isEqualTo("joined");
        assertThat(answer.path("launchId").textValue())
                .isEqualTo(bench.emr.launchIds().get(0));
        assertThat(bench.manifests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'erase': ['Secret']}",
                "{'erase': {'users': 'Secret'}}",
                "{'erase': {'users': ['Secret', '']}}",
                "{'erase': {'users': ['Secret', 7]}}",
                "{'erase': {'Secret': []}}",
                "{'erase': {'users': []}}"
            })
    void aWrongRequestToEraseIsNotQuoted(String request) {
        assertThatThrownBy(() -> bench.handle(request.replace('\'', '"')))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("it looks like {\"erase\": {\"users\": [\"39\"]}}");
        assertThat(bench.log).isNotEmpty().noneMatch(line -> line.contains("Secret"));
        assertThat(bench.s3.calls).isEmpty();
    }

    @Test
    void aDocumentThatIsNoJsonIsNotQuoted() {
        assertThatThrownBy(() -> bench.handle("{\"erase\": {\"users\": [Secret]}}"))
                .hasMessageContaining("Not a JSON document: it cannot be parsed from line 1");
        assertThat(bench.log).isNotEmpty().noneMatch(line -> line.contains("Secret"));
    }

    @Test
    void theJournalDoesNotNameWhoIsErased() {
        bench.handle("{\"erase\": {\"users\": [\"Secret\"]}}");
        assertThat(bench.manifests()).hasSize(1);
        assertThat(bench.log).isNotEmpty().noneMatch(line -> line.contains("Secret"));
    }

    @Test
    void aDryRunInAQueueIsRefusedSinceNobodyWouldSeeIt() {
        JsonNode answer =
                bench.handle("{\"Records\":[{\"eventSource\":\"aws:sqs\",\"messageId\":\"a\",\"body\":\"{\\\"sweep\\\":"
                        + "{},\\\"dryRun\\\":true}\"}]}");

        assertThat(answer.findValuesAsText("itemIdentifier")).containsExactly("a");
        assertThat(bench.log).anyMatch(line -> line.contains("A dry run answers its caller"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'load': {'from': '2018-13-1', 'to': '2018-11-14'}} | Log partition must look like 2018-11-12: '2018-13-1'",
                "{'load': {'from': '2018-11-14', 'to': '2018-11-12'}} | load runs from an earlier to a later day",
                "{'load': {'from': '2018-11-14'}} | Wrong 'to': 'null'; a request looks like {\"load\": {\"from\"",
                "{'load': {}} | load takes one of: {\"load\": {\"from\": \"2018-11-12\", \"to\": \"2018-11-14\"}}",
                "{'load': {'keys': ['a'], 'prefix': 'b'}} | load takes one of: {\"load\"",
                "{'load': {'keys': []}} | Wrong 'keys': '[]'; a request looks like {\"load\"",
                "{'load': {'keys': [7]}} | Wrong 'keys': '7'",
                "{'load': {'keys': ['elsewhere/x.json']}} | A key must begin with log_data/ or song_data/",
                "{'load': {'prefix': 'log'}} | A prefix must begin with log_data/ or song_data/: 'log'",
                "{'load': {'prefix': 'log_data/', 'force': 'yes'}} | Wrong 'force': 'yes'",
                "{'load': {'prefix': 'log_data/', 'dryRun': true}} | load has no field 'dryRun'",
                "{'load': null} | Not a request: 'null'; it looks like {\"load\"",
                "{'retract': {'prefix': 'log_data/'}} | retract has no field 'prefix'; it looks like {\"retract\": {\"keys\"",
                "{'sweep': {'days': 7}} | sweep has no field 'days'; it looks like {\"sweep\": {}}",
                "{'sweep': {}, 'rebuild': {}} | A request asks for one thing, and this for [rebuild, sweep]",
                "{'sweep': {}, 'dryrun': true} | A request has no field 'dryrun'",
                "{'nudge': {'now': 1}} | nudge has no field 'now'; it looks like {\"nudge\": {}}",
            })
    void aWrongRequestIsToldARightOne(String request, String message) {
        assertThatThrownBy(() -> bench.handle(request.replace('\'', '"')))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(message);
        assertThat(bench.s3.calls).isEmpty();
    }
}
