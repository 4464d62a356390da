package com.sparkify.infra;

import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/** Common settings of buckets: encryption, TLS only, no public access, no ACLs, retained when the stack is deleted. */
final class Buckets {
    private Buckets() {}

    /** @param key encrypts the objects; empty: S3's own encryption */
    static Bucket.Builder secured(Construct scope, String name, Optional<IKey> key, List<LifecycleRule> lifecycle) {
        Bucket.Builder bucket = Bucket.Builder.create(scope, "Bucket")
                .bucketName(name)
                .encryption(key.isPresent() ? BucketEncryption.KMS : BucketEncryption.S3_MANAGED)
                .enforceSsl(true)
                .minimumTlsVersion(1.2)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                .lifecycleRules(lifecycle)
                .removalPolicy(RemovalPolicy.RETAIN);
        // One KMS call for many objects.
        key.ifPresent(own -> bucket.encryptionKey(own).bucketKeyEnabled(true));
        return bucket;
    }
}
