package com.sparkify.infra;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.services.s3.Bucket;
import software.constructs.Construct;

/** Storage of manifests, tables and published files: a bucket of the stack, or a path in an existing one. */
final class LakeStorage extends Construct {
    private final LakeLocation location;
    private final Names names;
    private final LakeLifecycle lifecycle;

    LakeStorage(Construct scope, DeploymentSettings settings, Names names, Keys keys, AccessLogs accessLogs) {
        super(scope, "Lake");
        this.names = names;
        this.location =
                settings.ownsLake() ? new LakeLocation(names.bucket("lake"), "") : LakeLocation.parse(settings.lake());
        this.lifecycle = new LakeLifecycle(location, settings.noncurrentVersionDays());
        if (settings.ownsLake()) {
            Bucket bucket = Buckets.secured(this, location.bucket(), keys.own(), lifecycle.rules())
                    .versioned(true)
                    .serverAccessLogsBucket(accessLogs.bucket())
                    .serverAccessLogsPrefix("lake/")
                    .build();
            Reviewed.withoutReplication(bucket);
            Reviewed.withoutKey(bucket, "S3DefaultEncryptionKMS", keys);
        }
    }

    LakeLocation location() {
        return location;
    }

    String bucketArn() {
        return names.bucketArn(location.bucket());
    }

    /** Returns the ARNs of all objects below these folders of the lake. */
    List<String> objectArns(String... folders) {
        return Stream.of(folders)
                .map(folder -> bucketArn() + "/" + location.folder(folder) + "*")
                .toList();
    }

    LakeLifecycle lifecycle() {
        return lifecycle;
    }
}
