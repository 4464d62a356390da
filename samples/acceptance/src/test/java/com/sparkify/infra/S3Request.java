package com.sparkify.infra;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A path-style S3 request, and what IAM asks before S3 answers it.
 *
 * @param path percent-encoded, with the query if there is one: {@code /bucket/key?query}
 */
record S3Request(String method, String path) {

    /** An action on a resource. */
    record Need(String action, String resource) {}

    String bucket() {
        return path.replaceAll("\\?.*", "").split("/", 3)[1];
    }

    String key() {
        String[] parts = path.replaceAll("\\?.*", "").split("/", 3);
        return parts.length < 3 ? "" : URLDecoder.decode(parts[2].replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private String query() {
        return path.contains("?") ? path.substring(path.indexOf('?') + 1) : "";
    }

    /** Empty for the deletion of several objects at once: their keys are in the body. */
    List<Need> needs() {
        String arn = "arn:aws:s3:::" + bucket();
        if (key().isEmpty()) {
            return switch (method) {
                case "GET", "HEAD" -> List.of(new Need("s3:ListBucket", arn));
                case "POST" -> List.of();
                default -> List.of(new Need("s3:" + method + "Bucket", arn));
            };
        }
        String object = arn + "/" + key();
        boolean ofUpload = query().matches("(.*&)?uploadId=.*");
        return switch (method) {
            case "GET", "HEAD" ->
                List.of(new Need(
                        ofUpload
                                ? "s3:ListMultipartUploadParts"
                                : query().contains("versionId=") ? "s3:GetObjectVersion" : "s3:GetObject",
                        object));
            case "PUT", "POST" -> List.of(new Need("s3:PutObject", object));
            case "DELETE" -> List.of(new Need(ofUpload ? "s3:AbortMultipartUpload" : "s3:DeleteObject", object));
            default -> throw new IllegalArgumentException("No S3 request is like this: " + method + " " + path);
        };
    }

    /** Several objects, of one bucket, are deleted. */
    boolean deletesMany() {
        return method.equals("POST") && key().isEmpty();
    }
}
