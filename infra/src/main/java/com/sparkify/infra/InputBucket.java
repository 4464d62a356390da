package com.sparkify.infra;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.SqsQueue;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.constructs.Construct;

/**
 * The bucket of logs and songs, and the announcement of its objects: by the bucket itself if it belongs to the stack,
 * otherwise by EventBridge, since the notification configuration of an existing bucket must not be replaced.
 */
final class InputBucket extends Construct {
    private final String name;
    private final Names names;
    private final List<String> prefixes;

    InputBucket(
            Construct scope,
            DeploymentSettings settings,
            Names names,
            Keys keys,
            AccessLogs accessLogs,
            Announcements announcements) {
        super(scope, "Input");
        this.names = names;
        this.prefixes = List.of(settings.logPrefix(), settings.songPrefix());
        this.name = settings.ownsLogBucket() ? names.bucket("logs") : settings.logBucket();
        if (settings.ownsLogBucket()) {
            announcements.admit(arn(), names);
            Bucket bucket = Buckets.secured(this, name, keys.own(), List.of(forgetNoncurrent(settings)))
                    .versioned(true)
                    .serverAccessLogsBucket(accessLogs.bucket())
                    .serverAccessLogsPrefix("logs/")
                    .build();
            Reviewed.withoutReplication(bucket);
            Reviewed.withoutKey(bucket, "S3DefaultEncryptionKMS", keys);
            notifyQueue(bucket, announcements);
        } else {
            ruleOf(announcements, settings);
        }
    }

    String name() {
        return name;
    }

    String arn() {
        return names.bucketArn(name);
    }

    /** Returns the ARNs of all objects below the input prefixes. */
    List<String> objectArns() {
        return prefixes.stream().map(prefix -> arn() + "/" + prefix + "*").toList();
    }

    /** Sets the bucket's own property, because CDK's notifications would deploy a second function. */
    private void notifyQueue(Bucket bucket, Announcements announcements) {
        CfnBucket resource = (CfnBucket) bucket.getNode().getDefaultChild();
        resource.setNotificationConfiguration(CfnBucket.NotificationConfigurationProperty.builder()
                .queueConfigurations(prefixes.stream()
                        .map(prefix -> announcementsOf(prefix, announcements))
                        .toList())
                .build());
        // S3 sends a test message when it takes the configuration, so the queue's policy must exist by then.
        resource.getNode().addDependency(announcements.queue());
    }

    private static CfnBucket.QueueConfigurationProperty announcementsOf(String prefix, Announcements announcements) {
        return CfnBucket.QueueConfigurationProperty.builder()
                .event("s3:ObjectCreated:*")
                .queue(announcements.queue().getQueueArn())
                .filter(CfnBucket.NotificationFilterProperty.builder()
                        .s3Key(CfnBucket.S3KeyFilterProperty.builder()
                                .rules(List.of(CfnBucket.FilterRuleProperty.builder()
                                        .name("prefix")
                                        .value(prefix)
                                        .build()))
                                .build())
                        .build())
                .build();
    }

    private void ruleOf(Announcements announcements, DeploymentSettings settings) {
        Rule.Builder.create(this, "ObjectCreated")
                .ruleName(names.of("object-created"))
                .description("New objects under the input prefixes of " + settings.logBucket())
                .eventPattern(EventPattern.builder()
                        .source(List.of("aws.s3"))
                        .detailType(List.of("Object Created"))
                        .account(List.of(names.account()))
                        .detail(new TreeMap<>(Map.of(
                                "bucket", Map.of("name", List.of(name)),
                                "object",
                                        Map.of(
                                                "key",
                                                prefixes.stream()
                                                        .map(prefix -> Map.of("prefix", prefix))
                                                        .toList()))))
                        .build())
                .targets(List.of(SqsQueue.Builder.create(announcements.queue())
                        .deadLetterQueue(announcements.deadLetters())
                        .build()))
                .build();
    }

    private static LifecycleRule forgetNoncurrent(DeploymentSettings settings) {
        return LifecycleRule.builder()
                .id("forget-noncurrent-versions")
                .noncurrentVersionExpiration(Duration.days(settings.inputVersionDays()))
                .expiredObjectDeleteMarker(true)
                .abortIncompleteMultipartUploadAfter(Duration.days(7))
                .build();
    }
}
