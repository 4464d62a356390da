package com.sparkify.infra;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.IQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.amazon.awscdk.services.sqs.RedriveAllowPolicy;
import software.amazon.awscdk.services.sqs.RedrivePermission;
import software.constructs.Construct;

/** The queue that receives S3's announcements of new objects, and its dead-letter queue. */
final class Announcements extends Construct {
    /** Two retries for a short fault, three for a long one: at 6 minutes each, half an hour of an S3 outage. */
    private static final int RECEIVES = 5;
    /**
     * AWS recommends six times the function's timeout plus the batch window: a message is invisible while a batch is
     * collected, and a throttled batch must not be delivered twice.
     */
    private static final int VISIBILITY_TIMEOUTS = 6;

    private final Queue deadLetters;
    private final Queue queue;

    Announcements(Construct scope, DeploymentSettings settings, Names names, Keys keys) {
        super(scope, "Announcements");
        deadLetters = encrypted("DeadLetters", keys)
                .queueName(names.of("dead-letters"))
                .retentionPeriod(Duration.days(14))
                .redriveAllowPolicy(RedriveAllowPolicy.builder()
                        .redrivePermission(RedrivePermission.BY_QUEUE)
                        .sourceQueues(List.of(sourceOf(names)))
                        .build())
                .build();
        queue = encrypted("Queue", keys)
                .queueName(names.of("announcements"))
                .retentionPeriod(Duration.days(4))
                .visibilityTimeout(Duration.seconds(
                        VISIBILITY_TIMEOUTS * settings.launcherTimeoutSeconds() + settings.batchWindowSeconds()))
                .deadLetterQueue(DeadLetterQueue.builder()
                        .queue(deadLetters)
                        .maxReceiveCount(RECEIVES)
                        .build())
                .build();
    }

    /** Permits S3 to announce objects of this bucket, and of no bucket of the same name in another account. */
    void admit(String bucketArn, Names names) {
        queue.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("AdmitEventsOfTheLogBucket")
                .effect(Effect.ALLOW)
                .principals(List.of(new ServicePrincipal("s3.amazonaws.com")))
                .actions(List.of("sqs:SendMessage"))
                .resources(List.of(queue.getQueueArn()))
                .conditions(new TreeMap<>(Map.of(
                        "ArnEquals", Map.of("aws:SourceArn", bucketArn),
                        "StringEquals", Map.of("aws:SourceAccount", names.account()))))
                .build());
    }

    /** Denies all readers except the launcher: a second reader would take announcements away unnoticed. */
    void refuseReadersOtherThan(String roleArn) {
        queue.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("RefuseOtherReaders")
                .effect(Effect.DENY)
                .principals(List.of(new AnyPrincipal()))
                .actions(List.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:PurgeQueue"))
                .resources(List.of(queue.getQueueArn()))
                .conditions(Map.of("ArnNotEquals", Map.of("aws:PrincipalArn", roleArn)))
                .build());
    }

    Queue queue() {
        return queue;
    }

    Queue deadLetters() {
        return deadLetters;
    }

    private Queue.Builder encrypted(String id, Keys keys) {
        Queue.Builder queue = Queue.Builder.create(this, id)
                // An AWS managed key, such as alias/aws/sqs, would not admit S3 and EventBridge.
                .encryption(keys.own().isPresent() ? QueueEncryption.KMS : QueueEncryption.SQS_MANAGED)
                .enforceSsl(true);
        keys.own().ifPresent(queue::encryptionMasterKey);
        return queue;
    }

    /**
     * Refers to the queue by name, because the queue itself refers to its dead-letter queue and CloudFormation rejects
     * circular references.
     */
    private IQueue sourceOf(Names names) {
        return Queue.fromQueueArn(this, "Source", names.arn("sqs", names.of("announcements")));
    }
}
