package com.sparkify.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * docs/infrastructure.md shows what is deployed. After a change of the stack:
 * {@code mvn -pl infra test -Dtest=InfrastructurePageTest -Dinfrastructure.write=true}
 */
class InfrastructurePageTest {
    private static final Path PAGE = Path.of("..", "docs", "infrastructure.md");
    private static final String BEGIN = "<!-- made from the template: begin -->\n";
    private static final String END = "<!-- made from the template: end -->\n";

    private final Deployed deployed = Synth.defaults();

    @Test
    void showsWhatIsDeployed() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        if (Boolean.getBoolean("infrastructure.write")) {
            Files.writeString(PAGE, page.substring(0, begin) + made() + page.substring(end));
        } else {
            assertThat(page.substring(begin, end))
                    .as("The page is made anew with -Dinfrastructure.write=true")
                    .isEqualTo(made());
        }
    }

    private String made() {
        return "\n```mermaid\n" + Diagram.of(deployed) + "```\n"
                + "\n## What the launcher may do\n\n" + permissions(deployed.launcherStatements())
                + "\n## What the job may do\n\n" + permissions(deployed.jobStatements())
                + "\n## Metrics and alarms\n\n" + alarms()
                + "\n## Every resource\n\n" + resources()
                + "\n## Outputs\n\n" + outputs() + "\n";
    }

    private static String permissions(List<Statement> statements) {
        return "| for | actions | resources |\n|---|---|---|\n"
                + statements.stream()
                        .map(statement -> "| %s | %s | %s |\n"
                                .formatted(
                                        statement.purpose().isEmpty() ? "TakeMessages" : statement.purpose(),
                                        String.join("<br/>", statement.actions()),
                                        statement.resources().stream()
                                                .map(InfrastructurePageTest::withoutHash)
                                                .map(resource -> "`" + resource + "`")
                                                .collect(Collectors.joining("<br/>"))))
                        .collect(Collectors.joining());
    }

    private String alarms() {
        return "| alarm | rings when | says |\n|---|---|---|\n"
                + deployed.all("AWS::CloudWatch::Alarm").stream()
                        .map(alarm -> "| `%s` | %s > %s, %s of %s | %s |\n"
                                .formatted(
                                        alarm.get("AlarmName").asText(),
                                        watched(alarm),
                                        alarm.get("Threshold").asText(),
                                        periods(alarm),
                                        minutes(alarm),
                                        alarm.get("AlarmDescription").asText()))
                        .collect(Collectors.joining());
    }

    private static String watched(JsonNode alarm) {
        return alarm.has("MetricName")
                ? alarm.get("Namespace").asText() + " "
                        + alarm.get("MetricName").asText()
                : "`" + alarm.at("/Metrics/0/Expression").asText() + "`";
    }

    private static String periods(JsonNode alarm) {
        String breaching = alarm.get("DatapointsToAlarm").asText();
        String of = alarm.get("EvaluationPeriods").asText();
        return (breaching.equals(of) ? of : breaching + " of " + of) + (of.equals("1") ? " period" : " periods");
    }

    private static String minutes(JsonNode alarm) {
        int seconds = alarm.has("Period")
                ? alarm.get("Period").asInt()
                : alarm.at("/Metrics/1/MetricStat/Period").asInt();
        return seconds / 60 + " minutes";
    }

    private String resources() {
        Map<String, Integer> counts = new TreeMap<>();
        deployed.resources()
                .values()
                .forEach(resource -> counts.merge(resource.get("Type").asText(), 1, Integer::sum));
        return "| type | how many |\n|---|---|\n"
                + counts.entrySet().stream()
                        .map(entry -> "| %s | %d |\n".formatted(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining());
    }

    private String outputs() {
        return "| output | value | for |\n|---|---|---|\n"
                + deployed.outputs().properties().stream()
                        .map(output -> "| `%s` | `%s` | %s |\n"
                                .formatted(
                                        output.getKey(),
                                        withoutHash(
                                                output.getValue().get("Value").asText()),
                                        output.getValue().get("Description").asText()))
                        .collect(Collectors.joining());
    }

    /** Jars and logical ids end in hashes, which say nothing to a reader and change with every build. */
    private static String withoutHash(String text) {
        return Diagram.generic(text)
                .replaceAll("[0-9a-f]{64}", "HASH")
                .replaceAll("(role/[A-Za-z]+?)[0-9A-F]{8}$", "$1");
    }
}
