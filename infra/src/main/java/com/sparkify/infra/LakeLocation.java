package com.sparkify.infra;

/**
 * Location of the lake: a bucket and a path, {@code ""} for the bucket's root, otherwise without leading and trailing
 * slashes.
 */
record LakeLocation(String bucket, String path) {
    static final String BUCKET = "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]";
    /** A folder name that all S3 clients use unchanged: it needs no quoting, decoding or path resolution. */
    static final String URI = "s3://" + BUCKET + "(/(?!\\.{1,2}(/|$))[A-Za-z0-9!_.=-]+)*/?";

    private static final String SCHEME = "s3://";

    LakeLocation {
        if (path.startsWith("/") || path.endsWith("/")) {
            throw new IllegalArgumentException("The lake's path must not begin or end with a slash: '" + path + "'");
        }
    }

    static LakeLocation parse(String uri) {
        if (!uri.matches(URI)) {
            throw new IllegalArgumentException("The lake must look like s3://bucket/path: '" + uri + "'");
        }
        String rest = uri.substring(SCHEME.length());
        int slash = rest.indexOf('/');
        return slash < 0
                ? new LakeLocation(rest, "")
                : new LakeLocation(
                        rest.substring(0, slash), rest.substring(slash + 1).replaceAll("/$", ""));
    }

    /** Returns {@code s3://bucket/path}, the form that launcher, job and catalog accept. */
    String uri() {
        return path.isEmpty() ? SCHEME + bucket : SCHEME + bucket + "/" + path;
    }

    /** Returns the prefix of a folder of the lake, such as {@code path/pending/}. */
    String folder(String name) {
        return path.isEmpty() ? name + "/" : path + "/" + name + "/";
    }
}
