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

/** The queue that S3 tells of new objects, and the one that keeps what could not be taken in. */
final class Announcements extends Construct {
    /** Two tries for a passing fault, three for a long one: at 6 minutes each, half an hour of an S3 outage. */
    private static final int RECEIVES = 5;
    /** AWS asks for six times the function's timeout, so that a throttled batch is not handed out twice. */
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
                .visibilityTimeout(Duration.seconds(VISIBILITY_TIMEOUTS * settings.launcherTimeoutSeconds()))
                .deadLetterQueue(DeadLetterQueue.builder()
                        .queue(deadLetters)
                        .maxReceiveCount(RECEIVES)
                        .build())
                .build();
    }

    /** Lets S3 announce the objects of this bucket, and of no other, not even one of the same name elsewhere. */
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

    /** A second reader would take files away from the tables and nobody would know: only the launcher reads. */
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
                // A key of AWS's own, such as alias/aws/sqs, would not let S3 and EventBridge in.
                .encryption(keys.own().isPresent() ? QueueEncryption.KMS : QueueEncryption.SQS_MANAGED)
                .enforceSsl(true);
        keys.own().ifPresent(queue::encryptionMasterKey);
        return queue;
    }

    /** By its name: the queue itself refers to its dead-letter queue, and a circle cannot be deployed. */
    private IQueue sourceOf(Names names) {
        return Queue.fromQueueArn(this, "Source", names.arn("sqs", names.of("announcements")));
    }
}
