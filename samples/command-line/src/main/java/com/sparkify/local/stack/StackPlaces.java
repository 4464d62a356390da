package com.sparkify.local.stack;

import java.util.Map;

/**
 * Locations of a running stack's parts, by the names of the deployment's outputs.
 *
 * @param lake {@code s3://bucket} or {@code s3://bucket/path}
 * @param function the launcher's name, with its alias if it has one
 */
public record StackPlaces(
        String inputBucket,
        String lake,
        String queueUrl,
        String deadLetterQueueUrl,
        String applicationId,
        String function) {

    private static final String SCHEME = "s3://";

    public StackPlaces {
        if (!lake.startsWith(SCHEME) || lake.length() == SCHEME.length()) {
            throw new IllegalArgumentException(
                    "The lake must look like s3://bucket or s3://bucket/path: '" + lake + "'");
        }
    }

    /**
     * @throws IllegalArgumentException if an output is missing: the stack is no Sparkify stack, or of another release
     */
    static StackPlaces of(Map<String, String> outputs) {
        return new StackPlaces(
                output(outputs, "LogBucket"),
                output(outputs, "Lake"),
                output(outputs, "QueueUrl"),
                output(outputs, "DeadLetterQueueUrl"),
                output(outputs, "ApplicationId"),
                output(outputs, "LauncherFunction") + ":" + output(outputs, "LauncherAlias"));
    }

    public String lakeBucket() {
        return lake.substring(SCHEME.length()).split("/", 2)[0];
    }

    /** Returns the key of this path in the lake. */
    public String lakeKey(String path) {
        String[] parts = lake.substring(SCHEME.length()).split("/", 2);
        String folder = parts.length == 1 ? "" : parts[1].replaceFirst("/+$", "");
        return folder.isEmpty() ? path : folder + "/" + path;
    }

    private static String output(Map<String, String> outputs, String name) {
        String value = outputs.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "The stack has no output '" + name + "', only " + String.join(", ", outputs.keySet()));
        }
        return value;
    }
}
