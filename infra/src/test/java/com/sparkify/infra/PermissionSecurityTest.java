package com.sparkify.infra;

import static com.sparkify.infra.SecurityClaim.delete;
import static com.sparkify.infra.SecurityClaim.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may do what; each promise is also broken, to see that it would be noticed. */
class PermissionSecurityTest {
    private static final String LAUNCHER_POLICY = "Launcher/LauncherRole/Role/DefaultPolicy";
    private static final String JOB_POLICY = "JobRole/Role/DefaultPolicy";
    private static final String APPLICATION =
            "arn:aws:emr-serverless:eu-west-1:123456789012:/applications/00fabc1234567890";
    private static final String LAKE = "arn:aws:s3:::" + Deployed.LAKE_BUCKET;
    private static final String LOGS = "arn:aws:s3:::" + Deployed.LOG_BUCKET;

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
                        "no role may do everything of a service",
                        roles(statement -> assertThat(statement.actions()).noneMatch(action -> action.contains("*"))),
                        set(JOB_POLICY, "PolicyDocument.Statement.4.Action", "s3:*")),
                new SecurityClaim(
                        "no role may touch everything",
                        roles(statement -> assertThat(statement.resources()).doesNotContain("*")),
                        set(LAUNCHER_POLICY, "PolicyDocument.Statement.0.Resource", "*")),
                new SecurityClaim(
                        "no role has a policy that AWS may widen",
                        deployed -> assertThat(deployed.all("AWS::IAM::Role"))
                                .allSatisfy(role -> assertThat(role.has("ManagedPolicyArns"))
                                        .isFalse()),
                        set(
                                "JobRole/Role",
                                "ManagedPolicyArns",
                                List.of("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"))),
                new SecurityClaim(
                        "the launcher starts and lists runs of this application only",
                        deployed -> assertThat(grants(deployed.launcherStatements(), "emr-serverless"))
                                .containsExactlyInAnyOrder(
                                        "emr-serverless:StartJobRun " + APPLICATION,
                                        "emr-serverless:ListJobRuns " + APPLICATION),
                        set(
                                LAUNCHER_POLICY,
                                "PolicyDocument.Statement.0.Resource",
                                APPLICATION.replaceAll("/00.*", "/*"))),
                new SecurityClaim(
                        "the launcher passes one role, to EMR Serverless only",
                        deployed -> assertThat(deployed.launcherStatements())
                                .filteredOn(statement -> statement.actions().contains("iam:PassRole"))
                                .singleElement()
                                .satisfies(statement -> {
                                    assertThat(statement.resources())
                                            .singleElement()
                                            .asString()
                                            .startsWith("arn:aws:iam::123456789012:role/JobRole");
                                    assertThat(statement
                                                    .conditions()
                                                    .at("/StringEquals/iam:PassedToService")
                                                    .asText())
                                            .isEqualTo("emr-serverless.amazonaws.com");
                                }),
                        delete(LAUNCHER_POLICY, "PolicyDocument.Statement.1.Condition")),
                new SecurityClaim(
                        "the launcher writes manifests, looks for closed runs, and no more on S3",
                        deployed -> assertThat(grants(deployed.launcherStatements(), "s3"))
                                .containsExactlyInAnyOrder(
                                        "s3:PutObject " + LAKE + "/pending/*",
                                        "s3:GetObject " + LAKE + "/closing/*",
                                        "s3:ListBucket " + LAKE),
                        set(LAUNCHER_POLICY, "PolicyDocument.Statement.2.Resource", LAKE + "/*")),
                new SecurityClaim(
                        "the job reads its own jar and the input prefixes, and writes nowhere there",
                        deployed -> assertThat(grants(deployed.jobStatements(), "s3"))
                                .filteredOn(grant -> !grant.contains(LAKE))
                                .allMatch(grant ->
                                        grant.matches("s3:GetObject arn:aws:s3:::cdk-[a-z0-9-]+/[0-9a-f]{64}\\.jar")
                                                || List.of(
                                                                "s3:GetObject " + LOGS + "/log_data/*",
                                                                "s3:GetObject " + LOGS + "/song_data/*",
                                                                "s3:ListBucket " + LOGS)
                                                        .contains(grant)),
                        set(JOB_POLICY, "PolicyDocument.Statement.1.Action", List.of("s3:GetObject", "s3:PutObject"))),
                new SecurityClaim(
                        "the job writes the lake's own folders, and makes no manifests",
                        deployed -> assertThat(grants(deployed.jobStatements(), "s3"))
                                .filteredOn(grant -> grant.startsWith("s3:PutObject"))
                                .containsExactlyInAnyOrder(
                                        "s3:PutObject " + LAKE + "/pending-bad/*",
                                        "s3:PutObject " + LAKE + "/closing/*",
                                        "s3:PutObject " + LAKE + "/state/*",
                                        "s3:PutObject " + LAKE + "/warehouse/*",
                                        "s3:PutObject " + LAKE + "/json/*"),
                        set(JOB_POLICY, "PolicyDocument.Statement.7.Resource", LAKE + "/*")),
                new SecurityClaim(
                        "the job removes old versions of what may tell of a user, and of nothing else",
                        deployed -> assertThat(grants(deployed.jobStatements(), "s3"))
                                .filteredOn(grant -> grant.contains("Version"))
                                .containsExactlyInAnyOrder(
                                        "s3:ListBucketVersions " + LAKE,
                                        "s3:DeleteObjectVersion " + LAKE + "/warehouse/*",
                                        "s3:DeleteObjectVersion " + LAKE + "/json/*",
                                        "s3:DeleteObjectVersion " + LAKE + "/state/*",
                                        "s3:DeleteObjectVersion " + LAKE + "/pending/*",
                                        "s3:DeleteObjectVersion " + LAKE + "/pending-bad/*"),
                        set(JOB_POLICY, "PolicyDocument.Statement.15.Resource", LAKE + "/*")),
                new SecurityClaim(
                        "the job touches two databases of Glue, and deletes neither them nor their tables",
                        deployed -> assertThat(grants(deployed.jobStatements(), "glue"))
                                .allMatch(
                                        grant -> grant.matches(
                                                "glue:(Get|Create|Update)[A-Za-z]+ arn:aws:glue:eu-west-1:123456789012:"
                                                        + "(catalog|database/sparkify(_internal)?|table/sparkify(_internal)?/\\*)"))
                                .noneMatch(grant -> grant.startsWith("glue:CreateDatabase")),
                        set(
                                JOB_POLICY,
                                "PolicyDocument.Statement.10.Resource",
                                "arn:aws:glue:eu-west-1:123456789012:table/*/*")),
                new SecurityClaim(
                        "the job's role is for runs of this application only",
                        deployed -> {
                            var trust = deployed.resource("AWS::IAM::Role", "JobRole")
                                    .at("/AssumeRolePolicyDocument/Statement");
                            assertThat(trust).singleElement().satisfies(statement -> {
                                assertThat(statement.at("/Principal/Service").asText())
                                        .isEqualTo("emr-serverless.amazonaws.com");
                                assertThat(statement.at("/Condition/ArnLike/aws:SourceArn"))
                                        .extracting(JsonNode::asText)
                                        .containsExactly(APPLICATION, APPLICATION + "/jobruns/*");
                                assertThat(statement
                                                .at("/Condition/StringEquals/aws:SourceAccount")
                                                .asText())
                                        .isEqualTo(Deployed.ACCOUNT);
                            });
                        },
                        delete("JobRole/Role", "AssumeRolePolicyDocument.Statement.0.Condition")),
                new SecurityClaim(
                        "only the log bucket announces objects",
                        deployed -> assertThat(deployed.resource("AWS::SQS::QueuePolicy", "AnnouncementsQueue")
                                        .at("/PolicyDocument/Statement"))
                                .filteredOn(statement ->
                                        statement.get("Effect").asText().equals("Allow"))
                                .singleElement()
                                .satisfies(statement -> {
                                    assertThat(statement.get("Action").asText()).isEqualTo("sqs:SendMessage");
                                    assertThat(statement
                                                    .at("/Condition/ArnEquals/aws:SourceArn")
                                                    .asText())
                                            .isEqualTo(LOGS);
                                    assertThat(statement
                                                    .at("/Condition/StringEquals/aws:SourceAccount")
                                                    .asText())
                                            .isEqualTo(Deployed.ACCOUNT);
                                }),
                        delete("Announcements/Queue/Policy", "PolicyDocument.Statement.1.Condition.ArnEquals")),
                new SecurityClaim(
                        "only this account's alarms are published",
                        deployed -> assertThat(
                                        deployed.only("AWS::SNS::TopicPolicy").at("/PolicyDocument/Statement"))
                                .filteredOn(statement ->
                                        statement.get("Effect").asText().equals("Allow"))
                                .singleElement()
                                .satisfies(statement -> assertThat(statement
                                                .at("/Condition/StringEquals/aws:SourceAccount")
                                                .asText())
                                        .isEqualTo(Deployed.ACCOUNT)),
                        delete("AlarmTopic/Topic/Policy", "PolicyDocument.Statement.1.Condition")),
                new SecurityClaim(
                        "only the two schedules and the end of a run may call the function",
                        deployed -> assertThat(deployed.all("AWS::Lambda::Permission"))
                                .hasSize(3)
                                .allSatisfy(permission -> {
                                    assertThat(permission.get("Principal").asText())
                                            .isEqualTo("events.amazonaws.com");
                                    assertThat(permission.path("SourceArn").asText())
                                            .matches(
                                                    "arn:aws:events:eu-west-1:123456789012:rule/sparkify-(nudge|sweep|follow-up)");
                                }),
                        delete("Schedules/Nudge/AllowEventRuleSparkifyLauncherLive37933115", "SourceArn")),
                new SecurityClaim(
                        "EventBridge writes the run events' log group and no other",
                        deployed -> assertThat(deployed.only("AWS::Logs::ResourcePolicy")
                                        .get("PolicyDocument")
                                        .asText())
                                .contains(
                                        "\"Resource\":\"arn:aws:logs:eu-west-1:123456789012:log-group:/aws/events/sparkify-runs:*\""),
                        set("RunEvents/AdmitEvents/ResourcePolicy", "PolicyDocument", "{\"Resource\":\"*\"}")),
                new SecurityClaim(
                        "one run at a time",
                        deployed -> assertThat(deployed.only("AWS::EMRServerless::Application")
                                        .at("/SchedulerConfiguration/MaxConcurrentRuns")
                                        .asInt())
                                .isEqualTo(1),
                        set("Spark/Application", "SchedulerConfiguration.MaxConcurrentRuns", 15)));
    }

    private static Consumer<Deployed> roles(Consumer<Statement> check) {
        return deployed -> assertThat(
                        Map.of("job", deployed.jobStatements(), "launcher", deployed.launcherStatements()))
                .allSatisfy((role, statements) ->
                        assertThat(statements).as(role).isNotEmpty().allSatisfy(check));
    }

    private static List<String> grants(List<Statement> statements, String service) {
        return statements.stream()
                .flatMap(statement -> statement.grants(service))
                .toList();
    }
}
