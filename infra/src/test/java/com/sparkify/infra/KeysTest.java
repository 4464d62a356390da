package com.sparkify.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Buckets that bring their keys along, and a stack with a key of its own. */
class KeysTest {
    private static final String LOG_KEY = "arn:aws:kms:eu-west-1:123456789012:key/11111111-0000-1111-2222-333344445555";
    private static final String LAKE_KEY =
            "arn:aws:kms:eu-west-1:123456789012:key/22222222-0000-1111-2222-333344445555";
    private static final String ERASURE_KEY =
            "arn:aws:kms:eu-west-1:123456789012:key/33333333-0000-1111-2222-333344445555";

    @Test
    void bothRolesUseTheKeysOfExistingBucketsThroughS3() {
        Deployed theirs = Synth.with(Map.of(
                "logBucket", "their-logs",
                "lake", "s3://their-lake/sparkify",
                "kmsKeyArns", LOG_KEY + ", " + LAKE_KEY));
        assertThat(theirs.all("AWS::KMS::Key")).allMatch(KeysTest::isErasureKey);
        for (String role : List.of("JobRole", "LauncherLauncherRole")) {
            assertThat(useOfKeys(theirs, role)).hasSize(1).allSatisfy(statement -> {
                assertThat(statement.get("Action"))
                        .extracting(JsonNode::asText)
                        .containsExactly("kms:Decrypt", "kms:GenerateDataKey");
                assertThat(statement.get("Resource"))
                        .extracting(JsonNode::asText)
                        .containsExactly(LOG_KEY, LAKE_KEY);
                assertThat(statement
                                .at("/Condition/StringEquals/kms:ViaService")
                                .asText())
                        .isEqualTo("s3.eu-west-1.amazonaws.com");
            });
        }
        assertThat(useOfKeys(Synth.defaults(), "JobRole")).isEmpty();
    }

    @Test
    void aKeyOfTheStacksOwnEncryptsWhatTheStackKeeps() {
        Deployed own = Synth.with(Map.of("createKey", "true", "logBucket", "their-logs"));
        JsonNode key = own.resource("AWS::KMS::Key", "Keys");
        assertThat(key.get("EnableKeyRotation").asBoolean()).isTrue();
        assertThat(own.resource("AWS::S3::Bucket", "LakeBucket")
                        .at(ENCRYPTION + "/SSEAlgorithm")
                        .asText())
                .isEqualTo("aws:kms");
        assertThat(own.resource("AWS::S3::Bucket", "AccessLogs")
                        .at(ENCRYPTION + "/SSEAlgorithm")
                        .asText())
                .as("S3 delivers access logs into no other")
                .isEqualTo("AES256");
        assertThat(own.all("AWS::SQS::Queue"))
                .hasSize(2)
                .allSatisfy(queue ->
                        assertThat(queue.path("KmsMasterKeyId").asText()).contains(":key/"));
        assertThat(own.all("AWS::Logs::LogGroup"))
                .hasSize(3)
                .allSatisfy(group -> assertThat(group.path("KmsKeyId").asText()).contains(":key/"));
        assertThat(own.only("AWS::SNS::Topic").path("KmsMasterKeyId").asText()).contains(":key/");
        assertThat(useOfKeys(own, "JobRole")).hasSize(1);
    }

    @Test
    void theKeyAdmitsTheServicesThatPutSomethingIntoWhatItEncrypts() {
        JsonNode statements = Synth.with(Map.of("createKey", "true"))
                .resource("AWS::KMS::Key", "Keys")
                .at("/KeyPolicy/Statement");
        for (String service : List.of("s3", "events", "cloudwatch")) {
            assertThat(statements)
                    .filteredOn(statement ->
                            statement.at("/Principal/Service").asText().equals(service + ".amazonaws.com"))
                    .isNotEmpty()
                    .anySatisfy(statement -> {
                        assertThat(statement.get("Action").toString()).contains("kms:GenerateDataKey", "kms:Decrypt");
                        assertThat(statement
                                        .at("/Condition/StringEquals/aws:SourceAccount")
                                        .asText())
                                .isEqualTo(Deployed.ACCOUNT);
                    });
        }
        assertThat(statements)
                .filteredOn(
                        statement -> statement.at("/Principal/Service").asText().equals("logs.eu-west-1.amazonaws.com"))
                .singleElement()
                .satisfies(statement -> assertThat(statement
                                .at("/Condition/ArnLike/kms:EncryptionContext:aws:logs:arn")
                                .asText())
                        .isEqualTo("arn:aws:logs:eu-west-1:123456789012:log-group:*sparkify*"));
    }

    /** Whoever reads the lake's tombstones could try ids with it. */
    @Test
    void onlyTheJobUsesTheErasureKeyAndItOutlivesTheStack() {
        Deployed deployed = Synth.defaults();
        JsonNode key = deployed.resource("AWS::KMS::Key", "ErasureKey");
        assertThat(isErasureKey(key)).isTrue();
        assertThat(deployed.resources())
                .anySatisfy((id, resource) -> assertThat(id.startsWith("ErasureKey")
                                && resource.path("DeletionPolicy").asText().equals("Retain"))
                        .isTrue());
        assertThat(key.at("/KeyPolicy/Statement"))
                .filteredOn(statement -> statement.get("Effect").asText().equals("Deny"))
                .singleElement()
                .satisfies(statement -> {
                    assertThat(statement.get("Action"))
                            .extracting(JsonNode::asText)
                            .containsExactly("kms:GenerateMac", "kms:VerifyMac");
                    assertThat(statement.get("Condition").size()).isEqualTo(1);
                    assertThat(statement
                                    .at("/Condition/ArnNotLike/aws:PrincipalArn")
                                    .asText())
                            .isEqualTo("arn:aws:iam::123456789012:role/sparkify-JobRole*");
                });
        assertThat(deployed.launcherStatements().stream().flatMap(statement -> statement.grants("kms")))
                .isEmpty();
        assertThat(deployed.jobStatements().stream().flatMap(statement -> statement.grants("kms")))
                .singleElement()
                .asString()
                .startsWith("kms:GenerateMac arn:aws:kms:eu-west-1:123456789012:key/");
    }

    /** CloudFormation names a role by stack and logical id, with a suffix that differs for each deployment. */
    @Test
    void theKeptErasureKeyAdmitsTheJobRoleOfALaterDeploymentAndNoOtherRole() {
        Deployed first = Synth.with(Map.of("name", "logs-lake"));
        String admitted = first.resource("AWS::KMS::Key", "ErasureKey")
                .at("/KeyPolicy/Statement")
                .findValue("ArnNotLike")
                .get("aws:PrincipalArn")
                .asText();
        Deployed later =
                Synth.with(Map.of("name", "logs-lake", "erasureKeyArn", ERASURE_KEY, "logBucket", "kept-logs"));
        later.resources().forEach((id, resource) -> {
            if (resource.path("Type").asText().equals("AWS::IAM::Role")) {
                assertThat(resource.at("/Properties").has("RoleName"))
                        .as("a name makes the deployment ask for CAPABILITY_NAMED_IAM")
                        .isFalse();
                assertThat(Statement.matches(admitted, roleArn("logs-lake-" + id + "-1A2B3C4D5E6F")))
                        .as(id)
                        .isEqualTo(id.startsWith("JobRole"));
            }
        });
        assertThat(List.of("logs-lake2-JobRole1-1", "sparkify-JobRole1-1", "readers", "logs-lake-readers"))
                .noneMatch(name -> Statement.matches(admitted, roleArn(name)));
    }

    private static String roleArn(String name) {
        return "arn:aws:iam::123456789012:role/" + name;
    }

    @Test
    void anErasureKeyThatIsThereIsUsed() {
        Deployed deployed = Synth.with(Map.of("erasureKeyArn", ERASURE_KEY));
        assertThat(deployed.all("AWS::KMS::Key")).isEmpty();
        assertThat(deployed.only("AWS::Lambda::Function")
                        .at("/Environment/Variables/ERASURE_KEY")
                        .asText())
                .isEqualTo(ERASURE_KEY);
        assertThat(deployed.jobStatements().stream().flatMap(statement -> statement.grants("kms")))
                .containsExactly("kms:GenerateMac " + ERASURE_KEY);
    }

    private static boolean isErasureKey(JsonNode key) {
        return key.path("KeySpec").asText().equals("HMAC_256")
                && key.path("KeyUsage").asText().equals("GENERATE_VERIFY_MAC");
    }

    private static final String ENCRYPTION =
            "/BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault";

    private static List<JsonNode> useOfKeys(Deployed deployed, String role) {
        JsonNode statements = deployed.resource("AWS::IAM::Policy", role).at("/PolicyDocument/Statement");
        return statements.findParents("Sid").stream()
                .filter(statement -> statement.get("Sid").asText().equals("UseKeysOfBuckets"))
                .toList();
    }
}
