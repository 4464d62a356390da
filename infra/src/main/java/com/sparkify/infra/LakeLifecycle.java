package com.sparkify.infra;

import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.s3.LifecycleRule;

/**
 * Lifecycle rules of the lake. Nothing current expires except the marks of closed runs: a manifest under
 * {@code pending/} is work, however old. Noncurrent versions stay for some days, to undo mistakes; then their delete
 * markers go too, which every listing would otherwise walk over.
 */
record LakeLifecycle(LakeLocation lake, int noncurrentVersionDays) {
    /** Longer than any run lasts: nothing completes an older upload. */
    private static final int UNFINISHED_UPLOAD_DAYS = 1;

    /** Returns the rules for a bucket of the stack. */
    List<LifecycleRule> rules() {
        return folders().stream().map(this::rule).toList();
    }

    /** Returns the rules for an existing bucket, as input of {@code aws s3api put-bucket-lifecycle-configuration}. */
    String json() {
        return folders().stream().map(this::json).collect(Collectors.joining(",", "{\"Rules\":[", "]}"));
    }

    private List<Folder> folders() {
        return List.of(
                new Folder("closing", true, 1),
                new Folder("pending", false, 1),
                // The lease is written every few seconds.
                new Folder("state", false, 1),
                new Folder("warehouse", false, noncurrentVersionDays),
                new Folder("json", false, noncurrentVersionDays));
    }

    private LifecycleRule rule(Folder folder) {
        LifecycleRule.Builder rule = LifecycleRule.builder()
                .id(folder.id())
                .prefix(lake.folder(folder.name()))
                .noncurrentVersionExpiration(Duration.days(folder.noncurrentDays()))
                .abortIncompleteMultipartUploadAfter(Duration.days(UNFINISHED_UPLOAD_DAYS));
        // S3 accepts one of the two, and an age in days also removes markers of that age.
        return folder.expires()
                ? rule.expiration(Duration.days(1)).build()
                : rule.expiredObjectDeleteMarker(true).build();
    }

    private String json(Folder folder) {
        return ("{\"ID\":\"%s\",\"Status\":\"Enabled\",\"Filter\":{\"Prefix\":\"%s\"},\"Expiration\":{%s},"
                        + "\"NoncurrentVersionExpiration\":{\"NoncurrentDays\":%d},"
                        + "\"AbortIncompleteMultipartUpload\":{\"DaysAfterInitiation\":%d}}")
                .formatted(
                        folder.id(),
                        lake.folder(folder.name()),
                        folder.expires() ? "\"Days\":1" : "\"ExpiredObjectDeleteMarker\":true",
                        folder.noncurrentDays(),
                        UNFINISHED_UPLOAD_DAYS);
    }

    private record Folder(String name, boolean expires, int noncurrentDays) {

        String id() {
            return "sparkify-" + name;
        }
    }
}
