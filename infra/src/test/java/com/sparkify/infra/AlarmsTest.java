package com.sparkify.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is told of what, and what publishes the numbers. */
class AlarmsTest {
    private final Deployed deployed = Synth.defaults();

    @ParameterizedTest
    @CsvSource({
        "DeadLetters, AWS/SQS, ApproximateNumberOfMessagesVisible, 0, notBreaching",
        "OldestMessage, AWS/SQS, ApproximateAgeOfOldestMessage, 900, notBreaching",
        "OldestPending, Sparkify, OldestPendingAgeSeconds, 5400, breaching",
        "FailedRuns, Sparkify, RunsFailed, 0, notBreaching",
        "CancelledRuns, Sparkify, RunsCancelled, 0, notBreaching",
        "RefusedObjects, Sparkify, ObjectsRefused, 0, notBreaching",
        "LauncherErrors, AWS/Lambda, Errors, 0, notBreaching",
        "LauncherFailures, Sparkify, Failures, 0, notBreaching",
    })
    void alarmsWatchTheirMetric(String id, String namespace, String metric, int threshold, String missing) {
        JsonNode alarm = alarm(id);
        assertThat(alarm.get("Namespace").asText()).isEqualTo(namespace);
        assertThat(alarm.get("MetricName").asText()).isEqualTo(metric);
        assertThat(alarm.get("Threshold").asInt()).isEqualTo(threshold);
        assertThat(alarm.get("ComparisonOperator").asText()).isEqualTo("GreaterThanThreshold");
        assertThat(alarm.get("TreatMissingData").asText()).isEqualTo(missing);
    }

    @Test
    void messagesThatTheLauncherHasNotTakenAreComparedWithThoseThatAreGone() {
        JsonNode metrics = alarm("OtherReaders").get("Metrics");
        assertThat(metrics.toString())
                .contains("IF(FILL(deleted, 0) > 1.1 * FILL(taken, 0), 1, 0)")
                .contains("{\"Name\":\"QueueName\",\"Value\":\"sparkify-announcements\"}")
                .contains("\"MetricName\":\"NumberOfMessagesDeleted\"")
                .contains("\"MetricName\":\"MessagesTaken\"");
    }

    @Test
    void tooManyRejectedRowsRing() {
        JsonNode alarm =
                Synth.with(Map.of("rejectedPercent", "7")).resource("AWS::CloudWatch::Alarm", "AlarmsRejectedRows");
        assertThat(alarm.get("Threshold").asInt()).isEqualTo(7);
        assertThat(alarm.get("Metrics").toString())
                .contains("IF(FILL(read, 0) > 0, 100 * FILL(rejected, 0) / read, 0)");
    }

    @Test
    void fieldsThatDifferFromTheContractRing() {
        JsonNode alarm = Synth.with(Map.of("driftPercent", "150")).resource("AWS::CloudWatch::Alarm", "AlarmsDrift");
        assertThat(alarm.get("Threshold").asInt()).isEqualTo(150);
        assertThat(alarm.get("Metrics").toString())
                .contains("100 * (FILL(unknown, 0) + FILL(missing, 0) + FILL(other, 0)) / read");
    }

    @Test
    void everyAlarmGoesToTheOneTopicAndIsExplained() throws Exception {
        String guide = Files.readString(Path.of("..", "docs", "operations.md"));
        assertThat(deployed.all("AWS::CloudWatch::Alarm")).hasSize(11).allSatisfy(alarm -> {
            assertThat(alarm.at("/AlarmActions/0").asText())
                    .isEqualTo("arn:aws:sns:eu-west-1:123456789012:sparkify-alarms");
            assertThat(guide).contains("`" + alarm.get("AlarmName").asText() + "`");
        });
    }

    @Test
    void somebodyIsToldIfTheSettingsSayWho() {
        assertThat(deployed.all("AWS::SNS::Subscription")).isEmpty();
        assertThat(Synth.with(Map.of("alarmEmail", "on-call@example.com"))
                        .only("AWS::SNS::Subscription")
                        .get("Endpoint")
                        .asText())
                .isEqualTo("on-call@example.com");
    }

    @Test
    void endedRunsAreCountedFromTheEventsThatEmrSends() {
        JsonNode rule = deployed.resource("AWS::Events::Rule", "RunEvents");
        assertThat(rule.at("/EventPattern/detail").toString())
                .isEqualTo(
                        "{\"applicationId\":[\"00fabc1234567890\"],\"state\":[\"SUCCESS\",\"FAILED\",\"CANCELLED\"]}");
        assertThat(rule.at("/Targets/0/Arn").asText()).endsWith(":log-group:/aws/events/sparkify-runs");
        assertThat(filters("/aws/events/sparkify-runs"))
                .containsExactlyInAnyOrder(
                        "RunsSucceeded 1 { $.detail.state = \"SUCCESS\" }",
                        "RunsFailed 1 { $.detail.state = \"FAILED\" }",
                        "RunsCancelled 1 { $.detail.state = \"CANCELLED\" }");
    }

    @Test
    void rowsAreCountedFromTheLineThatARunEndsWith() throws Exception {
        assertThat(filters("/sparkify/runs"))
                .containsExactlyInAnyOrderElementsOf(GoldenCases.of("metrics.jsonl").stream()
                        .map(golden -> "%s %s { %2$s >= 0 }"
                                .formatted(
                                        golden.required("metric").textValue(),
                                        golden.required("field").textValue()))
                        .toList());
        assertThat(deployed.all("AWS::Logs::MetricFilter"))
                .filteredOn(filter -> filter.get("LogGroupName").asText().equals("/sparkify/runs"))
                .hasSize(6)
                .allSatisfy(filter -> assertThat(
                                filter.path("ApplyOnTransformedLogs").asBoolean())
                        .isTrue());
        JsonNode transformer = deployed.only("AWS::Logs::Transformer");
        assertThat(transformer.get("LogGroupIdentifier").asText()).isEqualTo("/sparkify/runs");
        assertThat(transformer.at("/TransformerConfig/0/Grok/Match").asText()).isEqualTo(RunLogs.SUMMARY);
        assertThat(transformer.at("/TransformerConfig/1/ParseJSON/Source").asText())
                .isEqualTo("summary");
    }

    @Test
    void theDashboardGoesFromFilesToRows() throws Exception {
        JsonNode widgets = new ObjectMapper()
                .readTree(deployed.only("AWS::CloudWatch::Dashboard")
                        .get("DashboardBody")
                        .asText())
                .get("widgets");
        List<String> titles = StreamSupport.stream(widgets.spliterator(), false)
                .map(widget -> widget.at("/properties/title").asText().replaceAll(":.*", ""))
                .distinct()
                .toList();
        assertThat(titles).containsExactly("Files", "Manifests", "Runs", "Rows");
    }

    private JsonNode alarm(String id) {
        return deployed.resource("AWS::CloudWatch::Alarm", "Alarms" + id);
    }

    private List<String> filters(String logGroup) {
        return deployed.all("AWS::Logs::MetricFilter").stream()
                .filter(filter -> filter.get("LogGroupName").asText().equals(logGroup))
                .map(filter -> "%s %s %s"
                        .formatted(
                                filter.at("/MetricTransformations/0/MetricName").asText(),
                                filter.at("/MetricTransformations/0/MetricValue")
                                        .asText(),
                                filter.get("FilterPattern").asText()))
                .toList();
    }
}
