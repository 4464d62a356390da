package com.sparkify.launcher;

import software.amazon.awssdk.core.exception.SdkServiceException;

/** Describes an AWS failure in one line, and whether a retry can succeed. */
final class Reasons {
    private static final int FORBIDDEN = 403;

    private Reasons() {}

    static String of(RuntimeException failure) {
        if (failure instanceof SdkServiceException service) {
            if (service.isThrottlingException()) {
                return "throttled: " + service.getMessage();
            }
            if (service.statusCode() == FORBIDDEN) {
                // Without s3:ListBucket, S3 answers 403 for an object that does not exist.
                return "access denied (the role needs s3:PutObject and s3:ListBucket on the lake, and"
                        + " emr-serverless:StartJobRun and ListJobRuns): " + service.getMessage();
            }
        }
        return failure.getMessage();
    }
}
