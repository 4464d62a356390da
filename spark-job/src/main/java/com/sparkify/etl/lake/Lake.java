package com.sparkify.etl.lake;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Location and layout of the lake.
 *
 * @param bucket the lake's bucket
 * @param root common prefix of all keys: empty, or a path that ends in {@code /}
 */
public record Lake(String bucket, String root) {
    /** A folder name that all S3 clients use unchanged: it needs no quoting, decoding or path resolution. */
    private static final String FOLDER = "(?!\\.{1,2}(?:/|$))[A-Za-z0-9!_.=-]+";

    private static final Pattern URI =
            Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(" + FOLDER + "(?:/" + FOLDER + ")*))?/?");

    /** Parses a URI such as {@code s3://sparkify-lake} or {@code s3://bucket/path}. */
    public static Lake at(String uri) {
        Matcher matcher = URI.matcher(uri);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "The lake must look like s3://bucket or s3://bucket/path: '" + uri + "'");
        }
        String path = matcher.group(2);
        return new Lake(matcher.group(1), path == null ? "" : path + "/");
    }

    /** Returns the prefixes of all keys that the launcher, the job and its tables write. */
    public List<String> folders() {
        return Stream.of("pending/", "pending-bad/", "closing/", "state/", "warehouse/", "json/")
                .map(root::concat)
                .toList();
    }

    public String pending() {
        return root + "pending/";
    }

    public String pendingBad() {
        return root + "pending-bad/";
    }

    public String closing(String launchId) {
        return root + "closing/" + launchId;
    }

    public String lease() {
        return root + "state/lease.json";
    }

    public String state() {
        return root + "state/derived.json";
    }

    /** Returns the key of the object that counts how often a run died in a request. */
    public String requestAttempts() {
        return root + "state/requests.json";
    }

    /** Returns the key of the object that names the consistent set of snapshots. */
    public String current() {
        return root + "state/current.json";
    }

    /** Returns the key of the tombstones of erased users. */
    public String tombstones() {
        return root + "state/tombstones/";
    }

    /** Returns the prefix of the answers to erasures. */
    public String erasures() {
        return root + "state/erasures/";
    }

    /** Returns the folders whose noncurrent object versions may name a user. */
    public List<String> foldersWithVersions() {
        return Stream.of("warehouse/", "json/", "state/", "pending/", "pending-bad/")
                .map(root::concat)
                .toList();
    }

    public String json() {
        return root + "json/";
    }
}
