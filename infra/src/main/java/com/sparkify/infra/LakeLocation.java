package com.sparkify.infra;

/**
 * The place of the lake: a bucket and the path in it, {@code ""} for the bucket's root, else without slashes at its
 * ends.
 */
record LakeLocation(String bucket, String path) {
    static final String BUCKET = "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]";
    /** Each folder's name is one that every client of S3 takes literally: none quotes, decodes or resolves it. */
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

    /** {@code s3://bucket/path}, as launcher, job and catalog take it. */
    String uri() {
        return path.isEmpty() ? SCHEME + bucket : SCHEME + bucket + "/" + path;
    }

    /** The key below which a folder of the lake lies, such as {@code path/pending/}. */
    String folder(String name) {
        return path.isEmpty() ? name + "/" : path + "/" + name + "/";
    }
}
