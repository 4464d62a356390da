package com.sparkify.infra;

import java.util.List;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/** What every bucket of ours has: encryption, TLS only, no public access, no ACLs, and it outlives the stack. */
final class Buckets {
    private Buckets() {}

    static Bucket.Builder secured(Construct scope, String name, List<LifecycleRule> lifecycle) {
        return Bucket.Builder.create(scope, "Bucket")
                .bucketName(name)
                .encryption(BucketEncryption.S3_MANAGED)
                .enforceSsl(true)
                .minimumTlsVersion(1.2)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                .lifecycleRules(lifecycle)
                .removalPolicy(RemovalPolicy.RETAIN);
    }
}
