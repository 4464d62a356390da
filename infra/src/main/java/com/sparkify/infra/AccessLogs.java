package com.sparkify.infra;

import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.constructs.Construct;

/** S3 access logs of the buckets, kept for 90 days. */
final class AccessLogs extends Construct {
    private final IBucket bucket;

    AccessLogs(Construct scope, Names names) {
        super(scope, "AccessLogs");
        bucket = Buckets.secured(
                        this,
                        names.bucket("access"),
                        // S3 delivers access logs only to buckets with its own encryption.
                        Optional.empty(),
                        List.of(LifecycleRule.builder()
                                .id("forget-access-logs")
                                .expiration(Duration.days(90))
                                .build()))
                .build();
        String reason =
                "The bucket that receives access logs cannot log its own access: every delivery would cause another.";
        Reviewed.exception(bucket, "AwsSolutions-S1", reason);
        Reviewed.control(bucket, "S3BucketLoggingEnabled", reason);
        Reviewed.control(
                bucket,
                "S3DefaultEncryptionKMS",
                "S3 delivers access logs only into buckets that are encrypted with S3's own keys, never with a KMS key.");
        Reviewed.control(
                bucket,
                "S3BucketVersioningEnabled",
                "S3 writes each access log once, under a name of its own: there is nothing to overwrite, and nobody but"
                        + " the lifecycle rule deletes.");
        Reviewed.withoutReplication(bucket);
    }

    IBucket bucket() {
        return bucket;
    }
}
