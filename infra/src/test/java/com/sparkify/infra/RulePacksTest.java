package com.sparkify.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.NIST80053R5Checks;
import io.github.cdklabs.cdknag.PCIDSS321Checks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.services.s3.Bucket;

/**
 * The rules of AwsSolutions, NIST 800-53 and PCI DSS find nothing but what was looked at, and what was looked at is named
 * here.
 */
class RulePacksTest {
    private static final String KEY = "arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0000-1111-2222-333344445555";

    @Test
    void findNothing() {
        assertThat(findings(Synth.stack(Map.of()))).isEmpty();
    }

    @Test
    void findNothingWithEncryptedBucketsOfOthers() {
        assertThat(findings(Synth.stack(
                        Map.of("logBucket", "their-logs", "lake", "s3://their-lake/sparkify", "kmsKeyArns", KEY))))
                .isEmpty();
    }

    /** And they are awake: a bucket that somebody adds is found by each of them. */
    @Test
    void findNothingWithAKeyOfItsOwnButWhatWasMadeWorse() {
        SparkifyStack stack = Synth.stack(Map.of("createKey", "true"));
        new Bucket(stack, "Plain");
        List<String> findings = findings(stack);
        assertThat(findings).allMatch(finding -> finding.startsWith("/Sparkify/Plain/"));
        assertThat(findings)
                .anyMatch(finding -> finding.contains("AwsSolutions-S10"))
                .anyMatch(finding -> finding.contains("NIST.800.53.R5-S3BucketVersioningEnabled"))
                .anyMatch(finding -> finding.contains("PCI.DSS.321-S3BucketLoggingEnabled"));
    }

    @Test
    void everyExceptionIsForOneResourceAndHasItsReason() {
        Map<String, List<String>> exceptions = new TreeMap<>();
        Synth.defaults().resources().forEach((id, resource) -> {
            JsonNode rules = resource.at("/Metadata/cdk_nag/rules_to_suppress");
            rules.forEach(rule -> {
                assertThat(rule.get("reason").asText()).hasSizeGreaterThan(80);
                exceptions
                        .computeIfAbsent(id.replaceAll("[0-9A-F]{8}$", ""), resourceId -> new ArrayList<>())
                        .add(rule.get("id")
                                .asText()
                                .replace("NIST.800.53.R5", "NIST")
                                .replace("PCI.DSS.321", "PCI"));
            });
        });
        assertThat(exceptions)
                .isEqualTo(Map.ofEntries(
                        Map.entry(
                                "AccessLogsBucket",
                                and(
                                        List.of("AwsSolutions-S1"),
                                        "S3BucketLoggingEnabled",
                                        "S3DefaultEncryptionKMS",
                                        "S3BucketVersioningEnabled",
                                        "S3BucketReplicationEnabled")),
                        Map.entry("InputBucket", both("S3BucketReplicationEnabled", "S3DefaultEncryptionKMS")),
                        Map.entry("LakeBucket", both("S3BucketReplicationEnabled", "S3DefaultEncryptionKMS")),
                        Map.entry("AlarmTopic", both("SNSEncryptedKMS")),
                        Map.entry("LauncherLogs", both("CloudWatchLogGroupEncrypted")),
                        Map.entry("RunLogsGroup", both("CloudWatchLogGroupEncrypted")),
                        Map.entry("RunEventsGroup", both("CloudWatchLogGroupEncrypted")),
                        Map.entry(
                                "LauncherFunction",
                                Stream.of(
                                                List.of("AwsSolutions-L1"),
                                                both("LambdaInsideVPC"),
                                                List.of("NIST-LambdaDLQ", "NIST-LambdaConcurrency"))
                                        .flatMap(List::stream)
                                        .toList()),
                        Map.entry(
                                "LauncherLauncherRoleDefaultPolicy",
                                and(List.of("AwsSolutions-IAM5"), "IAMNoInlinePolicy")),
                        Map.entry("JobRoleDefaultPolicy", and(List.of("AwsSolutions-IAM5"), "IAMNoInlinePolicy"))));
    }

    private static List<String> both(String... rules) {
        return and(List.of(), rules);
    }

    private static List<String> and(List<String> first, String... rules) {
        return Stream.concat(first.stream(), Stream.of(rules).flatMap(rule -> Stream.of("NIST-" + rule, "PCI-" + rule)))
                .toList();
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
                .filter(resource -> resource.contains("*"))
                .distinct();
    }

    /** As the command line reads them: from the files beside the template. */
    private static List<String> findings(SparkifyStack stack) {
        App app = (App) stack.getNode().getRoot();
        List.of(new AwsSolutionsChecks(), new NIST80053R5Checks(), new PCIDSS321Checks())
                .forEach(Aspects.of(app)::add);
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
