package com.sparkify.launcher;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Location of manifests, tables and published files: a bucket and a folder, which is empty or ends in a slash. */
record LakeFolder(String bucket, String folder) {
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    /** A folder name that all S3 clients use unchanged: it needs no quoting, decoding or path resolution. */
    private static final String FOLDER = "(?!\\.{1,2}(?:/|$))[A-Za-z0-9!_.=-]+";

    private static final Pattern URI = Pattern.compile("s3://([^/]+)(?:/(" + FOLDER + "(?:/" + FOLDER + ")*))?/?");
    private static final List<String> FOLDERS =
            List.of("pending/", "pending-bad/", "closing/", "state/", "warehouse/", "json/");

    static LakeFolder parse(String text) {
        Matcher uri = URI.matcher(text);
        if (!uri.matches()) {
            throw new IllegalArgumentException("must look like s3://bucket or s3://bucket/path: '" + text + "'");
        }
        String path = uri.group(2);
        return new LakeFolder(requireBucket(uri.group(1)), path == null ? "" : path + "/");
    }

    static String requireBucket(String text) {
        if (!BUCKET.matcher(text).matches()) {
            throw new IllegalArgumentException("must name a bucket such as sparkify-logs: '" + text + "'");
        }
        return text;
    }

    String uri() {
        return "s3://" + bucket + (folder.isEmpty() ? "" : "/" + folder.substring(0, folder.length() - 1));
    }

    String pending() {
        return folder + "pending/";
    }

    String closing(String launchId) {
        return folder + "closing/" + launchId;
    }

    /** Returns why this lake conflicts with the inputs: its own JSON would be announced to the launcher. */
    Optional<String> conflictWith(InputPrefixes inputs) {
        if (!bucket.equals(inputs.bucket())) {
            return Optional.empty();
        }
        return FOLDERS.stream()
                .map(folder::concat)
                .filter(key -> InputPrefixes.overlap(key, inputs.logPrefix())
                        || InputPrefixes.overlap(key, inputs.songPrefix()))
                .findFirst()
                .map(key -> "LAKE must not lie under an input prefix: '" + uri() + "' keeps files in '" + key
                        + "' of the bucket whose '" + inputs.logPrefix() + "' and '" + inputs.songPrefix()
                        + "' are read");
    }
}
