package com.sparkify.local.emr;

import java.util.regex.Pattern;

/** The limits of the service's API model (version 2021-07-13) that a job run can exceed. */
enum Limits {
    APPLICATION_ID("applicationId", 1, 64, "[0-9a-z]+"),
    JOB_RUN_ID("jobRunId", 1, 64, "[0-9a-z]+"),
    CLIENT_TOKEN("clientToken", 1, 64, "[A-Za-z0-9._-]+"),
    EXECUTION_ROLE(
            "executionRoleArn",
            20,
            2048,
            "arn:(aws[a-zA-Z0-9-]*):iam::([0-9]{12}):(role((/)|(/[\\u0021-\\u007F]+/))[\\w+=,.@-]+)"),
    NAME("name", 1, 256, ".*\\S.*"),
    ENTRY_POINT("entryPoint", 1, 4096, ".*\\S.*"),
    ENTRY_POINT_ARGUMENT("entryPointArguments member", 1, Integer.MAX_VALUE, ".*\\S.*"),
    SPARK_SUBMIT_PARAMETERS("sparkSubmitParameters", 1, 102_400, ".*\\S.*"),
    TAG_KEY("tags key", 1, 128, "[A-Za-z0-9 /_.:=+@-]+"),
    TAG_VALUE("tags value", 0, 256, "[A-Za-z0-9 /_.:=+@-]*"),
    NEXT_TOKEN("nextToken", 1, 1024, "[A-Za-z0-9_=-]+");

    static final int MAX_ENTRY_POINT_ARGUMENTS = 1024;
    static final int MAX_TAGS = 200;
    static final int MAX_LIST_RESULTS = 50;
    static final int MAX_STATES = 8;
    static final int MAX_ATTEMPTS = 10;
    static final long MAX_TIMEOUT_MINUTES = 7 * 24 * 60;
    static final long DEFAULT_TIMEOUT_MINUTES = 720;

    private final String field;
    private final int minimum;
    private final int maximum;
    private final Pattern pattern;

    Limits(String field, int minimum, int maximum, String pattern) {
        this.field = field;
        this.minimum = minimum;
        this.maximum = maximum;
        this.pattern = Pattern.compile(pattern, Pattern.DOTALL);
    }

    /** Returns the value, or throws the service's own exception if it is invalid or null. */
    String require(String value) {
        if (value == null) {
            throw ServiceError.validation("1 validation error detected: Value at '" + field
                    + "' failed to satisfy constraint: Member must not be null");
        }
        return allow(value);
    }

    /** As {@link #require}, for an optional member: null is valid. */
    String allow(String value) {
        if (value == null) {
            return null;
        }
        if (value.length() < minimum) {
            throw broken(value, "Member must have length greater than or equal to " + minimum);
        }
        if (value.length() > maximum) {
            throw broken(value, "Member must have length less than or equal to " + maximum);
        }
        if (!pattern.matcher(value).matches()) {
            throw broken(value, "Member must satisfy regular expression pattern: " + pattern);
        }
        return value;
    }

    static void requireRange(String field, long value, long minimum, long maximum) {
        if (value < minimum || value > maximum) {
            throw ServiceError.validation("1 validation error detected: Value '" + value + "' at '" + field
                    + "' failed to satisfy constraint: Member must be between " + minimum + " and " + maximum);
        }
    }

    private ServiceError broken(String value, String constraint) {
        // The service's message has at most 1,024 characters.
        var shown = value.length() > 100 ? value.substring(0, 100) + "…" : value;
        return ServiceError.validation("1 validation error detected: Value '" + shown + "' at '" + field
                + "' failed to satisfy constraint: " + constraint);
    }
}
