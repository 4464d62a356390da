package com.sparkify.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The way of a file through the stack: bucket, queue, function, application, catalog, schedules. */
class StackTest {
    private final Deployed deployed = Synth.defaults();

    @Test
    void nothingIsDeployedBehindTheReadersBack() {
        Set<String> types = deployed.resources().values().stream()
                .map(resource -> resource.get("Type").asText())
                .collect(Collectors.toSet());
        assertThat(types).noneMatch(type -> type.startsWith("Custom::") || type.startsWith("AWS::CloudFormation::"));
        assertThat(deployed.all("AWS::Lambda::Function")).hasSize(1);
    }

    @Test
    void aNewLogBucketTellsTheQueueOfObjectsUnderBothPrefixes() {
        JsonNode notifications = deployed.resource("AWS::S3::Bucket", "InputBucket")
                .at("/NotificationConfiguration/QueueConfigurations");
        assertThat(notifications).hasSize(2).allSatisfy(notification -> {
            assertThat(notification.get("Event").asText()).isEqualTo("s3:ObjectCreated:*");
            assertThat(notification.get("Queue").asText())
                    .isEqualTo("arn:aws:sqs:eu-west-1:123456789012:sparkify-announcements");
        });
        assertThat(notifications)
                .extracting(notification ->
                        notification.at("/Filter/S3Key/Rules/0/Value").asText())
                .containsExactly("log_data/", "song_data/");
        assertThat(deployed.template().at("/Resources").properties())
                .filteredOn(resource -> resource.getKey().matches("InputBucket[0-9A-F]{8}"))
                .singleElement()
                .satisfies(bucket -> assertThat(bucket.getValue().get("DependsOn"))
                        .anyMatch(id -> id.asText().startsWith("AnnouncementsQueuePolicy")));
    }

    @Test
    void anotherLogBucketAnnouncesThroughEventBridge() {
        Deployed theirs = Synth.with(Map.of("logBucket", "their-logs"));
        assertThat(theirs.resources().keySet()).noneMatch(id -> id.startsWith("InputBucket"));
        JsonNode rule = theirs.resource("AWS::Events::Rule", "InputObjectCreated");
        assertThat(rule.at("/EventPattern/detail").toString())
                .isEqualTo("{\"bucket\":{\"name\":[\"their-logs\"]},"
                        + "\"object\":{\"key\":[{\"prefix\":\"log_data/\"},{\"prefix\":\"song_data/\"}]}}");
        assertThat(rule.at("/EventPattern/detail-type/0").asText()).isEqualTo("Object Created");
        assertThat(rule.at("/Targets/0/Arn").asText()).endsWith(":sparkify-announcements");
        assertThat(rule.at("/Targets/0/DeadLetterConfig/Arn").asText()).endsWith(":sparkify-dead-letters");
        assertThat(theirs.jobStatements())
                .anyMatch(
                        statement -> statement.allows("s3:GetObject", "arn:aws:s3:::their-logs/log_data/2018/a.json"));
    }

    @Test
    void anotherLakeIsUsedAsItIs() {
        Deployed theirs = Synth.with(Map.of("lake", "s3://their-lake/some/path"));
        assertThat(theirs.resources().keySet()).noneMatch(id -> id.startsWith("LakeBucket"));
        assertThat(environment(theirs).get("LAKE").asText()).isEqualTo("s3://their-lake/some/path");
        assertThat(theirs.launcherStatements())
                .anyMatch(statement ->
                        statement.allows("s3:PutObject", "arn:aws:s3:::their-lake/some/path/pending/x.json"))
                .noneMatch(statement -> statement.allows("s3:PutObject", "arn:aws:s3:::their-lake/pending/x.json"));
        assertThat(sparkDefaults(theirs).get("spark.sql.catalog.lake.warehouse").asText())
                .isEqualTo("s3://their-lake/some/path/warehouse");
    }

    @Test
    void anotherLakesBucketIsToldTheRulesThatANewOneHas() throws Exception {
        Deployed theirs = Synth.with(Map.of("lake", "s3://their-lake/some/path"));
        JsonNode told = new ObjectMapper()
                .readTree(theirs.outputs().at("/LakeLifecycle/Value").asText())
                .get("Rules");
        JsonNode ours = deployed.resource("AWS::S3::Bucket", "LakeBucket").at("/LifecycleConfiguration/Rules");
        assertThat(told).extracting(StackTest::asCloudFormation).containsExactlyElementsOf(ours);
        assertThat(told)
                .allSatisfy(
                        rule -> assertThat(rule.at("/Filter/Prefix").asText()).startsWith("some/path/"));
        assertThat(deployed.outputs().has("LakeLifecycle")).isFalse();
    }

    /** A rule of S3's API as the template has it, below the root of a bucket. */
    private static JsonNode asCloudFormation(JsonNode rule) {
        ObjectNode same = rule.deepCopy();
        same.remove(List.of("ID", "Filter", "Expiration"));
        same.set("Id", rule.get("ID"));
        same.put("Prefix", rule.at("/Filter/Prefix").asText().replace("some/path/", ""));
        rule.get("Expiration")
                .properties()
                .forEach(expiration -> same.set(
                        expiration.getKey().equals("Days") ? "ExpirationInDays" : expiration.getKey(),
                        expiration.getValue()));
        return same;
    }

    @Test
    void marksOfClosedRunsExpireAfterADay() {
        assertThat(deployed.resource("AWS::S3::Bucket", "LakeBucket").at("/LifecycleConfiguration/Rules"))
                .anyMatch(rule -> rule.path("Prefix").asText().equals("closing/")
                        && rule.path("ExpirationInDays").asInt() == 1);
    }

    @Test
    void onlyTheLauncherTakesMessagesOutOfTheQueue() {
        JsonNode policy = deployed.resource("AWS::SQS::QueuePolicy", "AnnouncementsQueue");
        assertThat(policy.at("/PolicyDocument/Statement"))
                .filteredOn(statement -> statement.path("Sid").asText().equals("RefuseOtherReaders"))
                .singleElement()
                .satisfies(statement -> {
                    assertThat(statement.get("Effect").asText()).isEqualTo("Deny");
                    assertThat(statement.at("/Principal/AWS").asText()).isEqualTo("*");
                    assertThat(statement.get("Action"))
                            .extracting(JsonNode::asText)
                            .containsExactly("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:PurgeQueue");
                    assertThat(statement
                                    .at("/Condition/ArnNotEquals/aws:PrincipalArn")
                                    .asText())
                            .startsWith("arn:aws:iam::123456789012:role/LauncherLauncherRole");
                });
    }

    @Test
    void aMessageIsTriedFiveTimesAndThenKeptForTwoWeeks() {
        JsonNode queue = deployed.resource("AWS::SQS::Queue", "AnnouncementsQueue");
        assertThat(queue.at("/RedrivePolicy/maxReceiveCount").asInt()).isEqualTo(5);
        assertThat(queue.at("/RedrivePolicy/deadLetterTargetArn").asText()).endsWith(":sparkify-dead-letters");
        JsonNode deadLetters = deployed.resource("AWS::SQS::Queue", "AnnouncementsDeadLetters");
        assertThat(deadLetters.get("MessageRetentionPeriod").asInt()).isEqualTo(14 * 24 * 60 * 60);
        assertThat(deadLetters.at("/RedriveAllowPolicy/sourceQueueArns/0").asText())
                .isEqualTo("arn:aws:sqs:eu-west-1:123456789012:sparkify-announcements");
    }

    /** Collecting a batch takes the window, during which its messages are invisible already. */
    @ParameterizedTest
    @CsvSource({"60, 20, 380", "10, 300, 360"})
    void aMessageIsHiddenForTheBatchWindowAndSixTimeouts(int timeout, int window, int hidden) {
        Deployed chosen = Synth.with(Map.of(
                "launcherTimeoutSeconds", String.valueOf(timeout), "batchWindowSeconds", String.valueOf(window)));
        assertThat(chosen.resource("AWS::SQS::Queue", "AnnouncementsQueue")
                        .get("VisibilityTimeout")
                        .asInt())
                .isEqualTo(hidden);
    }

    @Test
    void theFunctionTakesSnapshotsOfVersionsAndIsCalledByAlias() {
        JsonNode function = function();
        assertThat(function.at("/Architectures/0").asText()).isEqualTo("arm64");
        assertThat(function.get("Runtime").asText()).isEqualTo("java17");
        assertThat(function.get("Handler").asText()).isEqualTo("com.sparkify.launcher.LauncherHandler::handleRequest");
        assertThat(function.at("/SnapStart/ApplyOn").asText()).isEqualTo("PublishedVersions");
        assertThat(function.at("/LoggingConfig/LogFormat").asText()).isEqualTo("JSON");
        assertThat(deployed.only("AWS::Lambda::Alias").get("Name").asText()).isEqualTo("live");
        assertThat(deployed.only("AWS::Lambda::Alias").get("FunctionVersion").asText())
                .contains("CurrentVersion");
        assertThat(deployed.all("AWS::Logs::LogGroup"))
                .extracting(group -> group.get("LogGroupName").asText())
                .containsExactlyInAnyOrder(
                        "/aws/lambda/sparkify-launcher", "/sparkify/runs", "/aws/events/sparkify-runs");
    }

    @Test
    void theMappingCollectsABatchAndLetsMessagesFailOneByOne() {
        JsonNode mapping = deployed.only("AWS::Lambda::EventSourceMapping");
        assertThat(mapping.get("BatchSize").asInt()).isEqualTo(1000);
        assertThat(mapping.get("MaximumBatchingWindowInSeconds").asInt()).isEqualTo(20);
        assertThat(mapping.at("/FunctionResponseTypes/0").asText()).isEqualTo("ReportBatchItemFailures");
        assertThat(mapping.at("/ScalingConfig/MaximumConcurrency").asInt()).isEqualTo(2);
        assertThat(mapping.get("FunctionName").asText()).isEqualTo("sparkify-launcher:live");
    }

    @Test
    void theApplicationIsSmallAndStartsAndStopsByItself() {
        JsonNode application = deployed.only("AWS::EMRServerless::Application");
        assertThat(application.get("ReleaseLabel").asText()).isEqualTo("emr-spark-8.1.0");
        assertThat(application.get("Type").asText()).isEqualTo("Spark");
        assertThat(application.get("Architecture").asText()).isEqualTo("ARM64");
        assertThat(application.at("/AutoStartConfiguration/Enabled").asBoolean())
                .isTrue();
        assertThat(application.at("/AutoStopConfiguration/IdleTimeoutMinutes").asInt())
                .isEqualTo(15);
        assertThat(application.get("MaximumCapacity").toString())
                .isEqualTo("{\"Cpu\":\"8 vCPU\",\"Disk\":\"80 GB\",\"Memory\":\"25 GB\"}");
        assertThat(application.at("/SchedulerConfiguration/QueueTimeoutMinutes").asInt())
                .isEqualTo(180);
        assertThat(application.has("InitialCapacity")).as("it bills while idle").isFalse();
        assertThat(environment(deployed).get("EXECUTION_TIMEOUT_MINUTES").asText())
                .isEqualTo("180");
        assertThat(application
                        .at("/MonitoringConfiguration/CloudWatchLoggingConfiguration/LogGroupName")
                        .asText())
                .isEqualTo("/sparkify/runs");
    }

    @Test
    void sparkKnowsTheCatalogByItsDefaults() {
        JsonNode defaults = sparkDefaults(deployed);
        assertThat(defaults.properties())
                .extracting(entry -> entry.getKey() + " " + entry.getValue().asText())
                .containsExactly(
                        "spark.jars /usr/share/aws/iceberg/lib/iceberg-spark*runtime*.jar",
                        "spark.sql.catalog.lake org.apache.iceberg.spark.SparkCatalog",
                        "spark.sql.catalog.lake.catalog-impl org.apache.iceberg.aws.glue.GlueCatalog",
                        "spark.sql.catalog.lake.io-impl org.apache.iceberg.aws.s3.S3FileIO",
                        "spark.sql.catalog.lake.warehouse s3://" + Deployed.LAKE_BUCKET + "/warehouse",
                        "spark.sql.catalogImplementation in-memory",
                        "spark.sql.defaultCatalog lake",
                        "spark.sql.extensions org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions",
                        "spark.sql.session.timeZone UTC");
        assertThat(sparkDefaults(Synth.with(Map.of("jobJavaHome", "/usr/lib/jvm/java-17")))
                        .toString())
                .contains("\"spark.emr-serverless.driverEnv.JAVA_HOME\":\"/usr/lib/jvm/java-17\"")
                .contains("\"spark.executorEnv.JAVA_HOME\":\"/usr/lib/jvm/java-17\"");
    }

    @Test
    void theDatabasesAreTheTwoThatTheJobNames() {
        assertThat(deployed.all("AWS::Glue::Database"))
                .extracting(database -> database.at("/DatabaseInput/Name").asText())
                .containsExactly("sparkify", "sparkify_internal");
        assertThat(Synth.with(Map.of("createDatabases", "false")).all("AWS::Glue::Database"))
                .isEmpty();
    }

    @Test
    void theClockNudgesEveryFiveMinutesAndSweepsOnceADay() {
        JsonNode nudge = deployed.resource("AWS::Events::Rule", "SchedulesNudge");
        assertThat(nudge.get("ScheduleExpression").asText()).isEqualTo("rate(5 minutes)");
        assertThat(nudge.at("/Targets/0/Input").asText()).isEqualTo("{\"nudge\":{}}");
        JsonNode sweep = deployed.resource("AWS::Events::Rule", "SchedulesSweep");
        assertThat(sweep.get("ScheduleExpression").asText()).isEqualTo("cron(30 3 * * ? *)");
        assertThat(sweep.at("/Targets/0/Input").asText()).isEqualTo("{\"sweep\":{}}");
        assertThat(List.of(nudge, sweep))
                .allSatisfy(
                        rule -> assertThat(rule.at("/Targets/0/Arn").asText()).endsWith(":live"));
    }

    @Test
    void aRunThatEndedWellIsFollowedAtOnceIfItLeftWork() {
        JsonNode rule = deployed.resource("AWS::Events::Rule", "SchedulesFollowUp");
        assertThat(rule.at("/EventPattern/detail").toString())
                .isEqualTo("{\"applicationId\":[\"00fabc1234567890\"],\"state\":[\"SUCCESS\"]}");
        assertThat(rule.at("/Targets/0/Input").asText()).isEqualTo("{\"nudge\":{}}");
        assertThat(rule.at("/Targets/0/Arn").asText()).endsWith(":live");
    }

    @Test
    void outputsNameWhatTheConsoleAsksFor() {
        assertThat(deployed.outputs().properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder(
                        "LogBucket",
                        "Lake",
                        "PublishedFiles",
                        "AthenaDatabase",
                        "LauncherFunction",
                        "LauncherAlias",
                        "LauncherLogGroup",
                        "QueueUrl",
                        "DeadLetterQueueUrl",
                        "ApplicationId",
                        "JobRoleArn",
                        "JobJar",
                        "RunLogGroup",
                        "ErasureKeyArn",
                        "AlarmTopicArn",
                        "Dashboard");
        assertThat(deployed.outputs().at("/LogBucket/Value").asText()).isEqualTo(Deployed.LOG_BUCKET);
    }

    private JsonNode function() {
        return deployed.only("AWS::Lambda::Function");
    }

    private static JsonNode environment(Deployed deployed) {
        return deployed.only("AWS::Lambda::Function").at("/Environment/Variables");
    }

    private static JsonNode sparkDefaults(Deployed deployed) {
        return deployed.only("AWS::EMRServerless::Application").at("/RuntimeConfiguration/0/Properties");
    }
}
