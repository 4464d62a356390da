package com.sparkify.infra;

import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.s3.LifecycleRule;

/**
 * What S3 removes by itself from the lake: nothing that is current, but the marks of closed runs. A manifest under
 * {@code pending/} is work, however old. What was overwritten or deleted stays for some days, to undo what should not
 * have been; then its delete marker goes too, which every listing would otherwise walk over.
 */
record LakeLifecycle(LakeLocation lake, int noncurrentVersionDays) {
    /** Longer than any run: an upload that old has nobody who finishes it. */
    private static final int UNFINISHED_UPLOAD_DAYS = 1;

    /** For a bucket of our own. */
    List<LifecycleRule> rules() {
        return folders().stream().map(this::rule).toList();
    }

    /** For a bucket that is there: what {@code aws s3api put-bucket-lifecycle-configuration} takes. */
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
        // S3 takes one of the two, and an age of days removes markers of that age as well.
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
