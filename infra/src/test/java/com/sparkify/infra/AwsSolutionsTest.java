package com.sparkify.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.services.s3.Bucket;

/** The AwsSolutions rules find nothing but what was looked at, and what was looked at is named here. */
class AwsSolutionsTest {

    @Test
    void findNothing() {
        assertThat(findings(Synth.stack(Map.of()))).isEmpty();
    }

    @Test
    void findNothingWithBucketsOfOthers() {
        assertThat(findings(Synth.stack(Map.of("logBucket", "their-logs", "lake", "s3://their-lake/sparkify"))))
                .isEmpty();
    }

    @Test
    void findWhatWasMadeWorse() {
        SparkifyStack stack = Synth.stack(Map.of());
        new Bucket(stack, "Plain");
        assertThat(findings(stack))
                .anyMatch(finding -> finding.contains("/Sparkify/Plain") && finding.contains("AwsSolutions-S10"));
    }

    @Test
    void exceptionsAreFourEachForOneResourceAndOneRule() {
        List<String> exceptions = Synth.defaults().resources().entrySet().stream()
                .flatMap(resource -> StreamSupport.stream(
                                resource.getValue()
                                        .at("/Metadata/cdk_nag/rules_to_suppress")
                                        .spliterator(),
                                false)
                        .map(rule -> {
                            assertThat(rule.get("reason").asText()).hasSizeGreaterThan(80);
                            return resource.getKey().replaceAll("[0-9A-F]{8}$", "") + " "
                                    + rule.get("id").asText();
                        }))
                .toList();
        assertThat(exceptions)
                .containsExactlyInAnyOrder(
                        "AccessLogsBucket AwsSolutions-S1",
                        "LauncherFunction AwsSolutions-L1",
                        "LauncherLauncherRoleDefaultPolicy AwsSolutions-IAM5",
                        "JobRoleDefaultPolicy AwsSolutions-IAM5");
    }

    /** The exception for wildcards is for a whole policy: these are the wildcards it is for. */
    @Test
    void wildcardsAreTheseAndNoOthers() {
        String lake = "arn:aws:s3:::" + Deployed.LAKE_BUCKET;
        String logs = "arn:aws:s3:::" + Deployed.LOG_BUCKET;
        assertThat(wildcards(Synth.defaults().jobStatements()))
                .containsExactlyInAnyOrder(
                        logs + "/log_data/*",
                        logs + "/song_data/*",
                        lake + "/pending/*",
                        lake + "/pending-bad/*",
                        lake + "/closing/*",
                        lake + "/state/*",
                        lake + "/warehouse/*",
                        lake + "/json/*",
                        "arn:aws:glue:eu-west-1:123456789012:table/sparkify/*",
                        "arn:aws:glue:eu-west-1:123456789012:table/sparkify_internal/*",
                        "arn:aws:logs:eu-west-1:123456789012:log-group:/sparkify/runs:*",
                        "arn:aws:logs:eu-west-1:123456789012:*");
        assertThat(wildcards(Synth.defaults().launcherStatements()))
                .containsExactlyInAnyOrder(
                        lake + "/pending/*",
                        lake + "/closing/*",
                        "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/sparkify-launcher:*");
    }

    private static Stream<String> wildcards(List<Statement> statements) {
        return statements.stream()
                .flatMap(statement -> statement.resources().stream())
                .filter(resource -> resource.contains("*"));
    }

    /** As the command line reads them: from the files beside the template. */
    private static List<String> findings(SparkifyStack stack) {
        App app = (App) stack.getNode().getRoot();
        Aspects.of(app).add(new AwsSolutionsChecks());
        Path metadata = Path.of(app.synth().getDirectory(), "Sparkify.metadata.json");
        try {
            return new ObjectMapper()
                    .readTree(metadata.toFile()).properties().stream()
                            .flatMap(construct -> StreamSupport.stream(
                                            construct.getValue().spliterator(), false)
                                    .filter(entry -> entry.path("type").asText().matches("aws:cdk:(error|warning)"))
                                    .map(entry -> construct.getKey() + " "
                                            + entry.get("data").asText()))
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
