package com.sparkify.infra;

import static com.sparkify.infra.SecurityClaim.delete;
import static com.sparkify.infra.SecurityClaim.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is promised of everything that keeps data; each promise is also broken, to see that it would be noticed. */
class StorageSecurityTest {
    private static final List<String> LOGGED = List.of("InputBucket", "LakeBucket");

    @ParameterizedTest
    @MethodSource("claims")
    void holds(SecurityClaim claim) {
        claim.check().accept(Synth.defaults());
    }

    @ParameterizedTest
    @MethodSource("claims")
    void isNoticedWhenBroken(SecurityClaim claim) {
        Deployed weakened = claim.weakened();
        assertThatThrownBy(() -> claim.check().accept(weakened)).isInstanceOf(AssertionError.class);
    }

    static Stream<SecurityClaim> claims() {
        return Stream.of(
                new SecurityClaim(
                        "buckets are encrypted",
                        each(
                                "AWS::S3::Bucket",
                                bucket -> assertThat(bucket.at(
                                                        "/BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault/SSEAlgorithm")
                                                .asText())
                                        .isEqualTo("AES256")),
                        delete("Lake/Bucket", "BucketEncryption")),
                new SecurityClaim(
                        "buckets are not public",
                        each(
                                "AWS::S3::Bucket",
                                bucket -> assertThat(bucket.get("PublicAccessBlockConfiguration"))
                                        .hasSize(4)
                                        .allSatisfy(blocked ->
                                                assertThat(blocked.asBoolean()).isTrue())),
                        set("Input/Bucket", "PublicAccessBlockConfiguration.RestrictPublicBuckets", false)),
                new SecurityClaim(
                        "buckets know no ACL",
                        each(
                                "AWS::S3::Bucket",
                                bucket -> assertThat(bucket.at("/OwnershipControls/Rules/0/ObjectOwnership")
                                                .asText())
                                        .isEqualTo("BucketOwnerEnforced")),
                        set("Lake/Bucket", "OwnershipControls.Rules.0.ObjectOwnership", "ObjectWriter")),
                new SecurityClaim(
                        "buckets are reached by TLS only",
                        deployed -> assertThat(deployed.all("AWS::S3::BucketPolicy"))
                                .hasSameSizeAs(deployed.all("AWS::S3::Bucket"))
                                .allSatisfy(policy -> assertThat(deniesPlainHttp(policy, "s3:*"))
                                        .isTrue()),
                        set("Lake/Bucket/Policy", "PolicyDocument.Statement.0.Effect", "Allow")),
                new SecurityClaim(
                        "access to logs and lake is logged",
                        deployed -> assertThat(LOGGED)
                                .allSatisfy(id -> assertThat(deployed.resource("AWS::S3::Bucket", id)
                                                .at("/LoggingConfiguration/DestinationBucketName")
                                                .asText())
                                        .startsWith("sparkify-access-")),
                        delete("Input/Bucket", "LoggingConfiguration")),
                new SecurityClaim(
                        "logs and lake keep what was overwritten for a while",
                        deployed -> assertThat(LOGGED)
                                .allSatisfy(id -> assertThat(deployed.resource("AWS::S3::Bucket", id)
                                                .at("/VersioningConfiguration/Status")
                                                .asText())
                                        .isEqualTo("Enabled")),
                        set("Lake/Bucket", "VersioningConfiguration.Status", "Suspended")),
                new SecurityClaim(
                        "pending manifests never expire: what is removed of them was deleted before",
                        deployed -> assertThat(lifecycle(deployed))
                                .filteredOn(rule -> "pending/"
                                        .startsWith(rule.path("Prefix").asText()))
                                .singleElement()
                                .satisfies(rule -> {
                                    assertThat(rule.has("ExpirationInDays")).isFalse();
                                    assertThat(rule.at("/NoncurrentVersionExpiration/NoncurrentDays")
                                                    .asInt())
                                            .isEqualTo(1);
                                    assertThat(rule.path("ExpiredObjectDeleteMarker")
                                                    .asBoolean())
                                            .isTrue();
                                }),
                        set("Lake/Bucket", "LifecycleConfiguration.Rules.1.ExpirationInDays", 30)),
                new SecurityClaim(
                        "nothing that was loaded expires but marks of closed runs",
                        deployed -> assertThat(lifecycle(deployed))
                                .filteredOn(rule -> rule.has("ExpirationInDays"))
                                .singleElement()
                                .satisfies(rule ->
                                        assertThat(rule.get("Prefix").asText()).isEqualTo("closing/")),
                        set("Lake/Bucket", "LifecycleConfiguration.Rules.3.ExpirationInDays", 30)),
                new SecurityClaim(
                        "what was overwritten or deleted goes after days, with its markers and unfinished uploads",
                        deployed -> assertThat(lifecycle(deployed)).hasSize(5).allSatisfy(rule -> {
                            assertThat(rule.at("/NoncurrentVersionExpiration/NoncurrentDays")
                                            .asInt())
                                    .isBetween(1, 3);
                            assertThat(rule.at("/AbortIncompleteMultipartUpload/DaysAfterInitiation")
                                            .asInt())
                                    .isEqualTo(1);
                            assertThat(rule.has("ExpirationInDays")
                                            || rule.path("ExpiredObjectDeleteMarker")
                                                    .asBoolean())
                                    .isTrue();
                        }),
                        delete("Lake/Bucket", "LifecycleConfiguration.Rules.4.ExpiredObjectDeleteMarker")),
                new SecurityClaim(
                        "data outlives the stack",
                        deployed -> assertThat(deployed.resources().values())
                                .filteredOn(resource -> List.of("AWS::S3::Bucket", "AWS::Glue::Database")
                                        .contains(resource.get("Type").asText()))
                                .hasSize(5)
                                .allSatisfy(resource -> assertThat(
                                                resource.path("DeletionPolicy").asText())
                                        .isEqualTo("Retain")),
                        SecurityClaim.setAttribute("Catalog/Tables", "DeletionPolicy", "Delete")),
                new SecurityClaim(
                        "queues are encrypted",
                        each(
                                "AWS::SQS::Queue",
                                queue -> assertThat(queue.path("SqsManagedSseEnabled")
                                                .asBoolean())
                                        .isTrue()),
                        set("Announcements/Queue", "SqsManagedSseEnabled", false)),
                new SecurityClaim(
                        "queues are reached by TLS only",
                        deployed -> assertThat(deployed.all("AWS::SQS::QueuePolicy"))
                                .hasSize(2)
                                .allSatisfy(policy -> assertThat(deniesPlainHttp(policy, "sqs:*"))
                                        .isTrue()),
                        delete("Announcements/DeadLetters/Policy", "PolicyDocument.Statement.0.Condition")),
                new SecurityClaim(
                        "the alarm topic is reached by TLS only",
                        deployed -> assertThat(deniesPlainHttp(deployed.only("AWS::SNS::TopicPolicy"), "sns:Publish"))
                                .isTrue(),
                        set("AlarmTopic/Topic/Policy", "PolicyDocument.Statement.0.Effect", "Allow")),
                new SecurityClaim(
                        "logs are kept for a while and not for ever",
                        each(
                                "AWS::Logs::LogGroup",
                                group -> assertThat(
                                                group.path("RetentionInDays").asInt())
                                        .isEqualTo(30)),
                        delete("RunLogs/Group", "RetentionInDays")));
    }

    private static Consumer<Deployed> each(String type, Consumer<JsonNode> check) {
        return deployed -> assertThat(deployed.all(type)).isNotEmpty().allSatisfy(check);
    }

    private static JsonNode lifecycle(Deployed deployed) {
        return deployed.resource("AWS::S3::Bucket", "LakeBucket").at("/LifecycleConfiguration/Rules");
    }

    private static boolean deniesPlainHttp(JsonNode policy, String action) {
        for (JsonNode statement : policy.at("/PolicyDocument/Statement")) {
            boolean plainHttp =
                    statement.at("/Condition/Bool/aws:SecureTransport").asText().equals("false");
            boolean everybody = statement
                    .at("/Principal/AWS")
                    .asText(statement.get("Principal").asText())
                    .equals("*");
            if (statement.get("Effect").asText().equals("Deny")
                    && plainHttp
                    && everybody
                    && statement.get("Action").asText().equals(action)) {
                return true;
            }
        }
        return false;
    }
}
