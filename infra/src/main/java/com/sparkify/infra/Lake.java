package com.sparkify.infra;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.constructs.Construct;

/** Where manifests, tables and published files live: a bucket of our own, or a place in another. */
final class Lake extends Construct {
    private final LakeLocation location;
    private final Names names;

    Lake(Construct scope, Settings settings, Names names, AccessLogs accessLogs) {
        super(scope, "Lake");
        this.names = names;
        this.location =
                settings.ownsLake() ? new LakeLocation(names.bucket("lake"), "") : LakeLocation.parse(settings.lake());
        if (settings.ownsLake()) {
            Buckets.secured(this, location.bucket(), lifecycle(settings))
                    .versioned(true)
                    .serverAccessLogsBucket(accessLogs.bucket())
                    .serverAccessLogsPrefix("lake/")
                    .build();
        }
    }

    LakeLocation location() {
        return location;
    }

    String bucketArn() {
        return names.bucketArn(location.bucket());
    }

    /** What is below these folders of the lake, as policies name it. */
    List<String> objectArns(String... folders) {
        return Stream.of(folders)
                .map(folder -> bucketArn() + "/" + location.folder(folder) + "*")
                .toList();
    }

    /**
     * Nothing expires a current object but the marks of closed runs: a manifest under {@code pending/} is work, however
     * old. What a table or a file was before stays for a while, to undo what should not have been.
     */
    private List<LifecycleRule> lifecycle(Settings settings) {
        return List.of(
                LifecycleRule.builder()
                        .id("forget-closed-runs")
                        .prefix(location.folder("closing"))
                        .expiration(Duration.days(1))
                        .build(),
                LifecycleRule.builder()
                        .id("forget-noncurrent-closing")
                        .prefix(location.folder("closing"))
                        .noncurrentVersionExpiration(Duration.days(1))
                        .build(),
                noncurrent("warehouse", settings),
                noncurrent("json", settings),
                noncurrent("state", settings));
    }

    private LifecycleRule noncurrent(String folder, Settings settings) {
        return LifecycleRule.builder()
                .id("forget-noncurrent-" + folder)
                .prefix(location.folder(folder))
                .noncurrentVersionExpiration(Duration.days(settings.noncurrentVersionDays()))
                .abortIncompleteMultipartUploadAfter(Duration.days(7))
                .build();
    }
}
