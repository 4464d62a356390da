package com.sparkify.infra;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.constructs.Construct;

/** Who read and wrote the buckets: S3's own access logs, kept for 90 days. */
final class AccessLogs extends Construct {
    private final IBucket bucket;

    AccessLogs(Construct scope, Names names) {
        super(scope, "AccessLogs");
        bucket = Buckets.secured(
                        this,
                        names.bucket("access"),
                        List.of(LifecycleRule.builder()
                                .id("forget-access-logs")
                                .expiration(Duration.days(90))
                                .build()))
                .build();
        Reviewed.exception(
                bucket,
                "AwsSolutions-S1",
                "The bucket that receives access logs cannot log its own access: every delivery would cause another.");
    }

    IBucket bucket() {
        return bucket;
    }
}
