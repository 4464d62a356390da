package com.sparkify.infra;

import software.amazon.awscdk.Stack;

/**
 * Physical names. Buckets are named here rather than by CloudFormation, so that policies can name a bucket before it
 * exists: a queue must admit the bucket's events before the bucket may announce them.
 */
record Names(String name, Stack stack) {

    /** Returns a globally unique name with account and region: {@code sparkify-lake-123456789012-eu-west-1}. */
    String bucket(String role) {
        return "%s-%s-%s-%s".formatted(name, role, stack.getAccount(), stack.getRegion());
    }

    String bucketArn(String bucketName) {
        return "arn:%s:s3:::%s".formatted(stack.getPartition(), bucketName);
    }

    /** Returns a name that is unique in an account and region: {@code sparkify-launcher}. */
    String of(String role) {
        return name + "-" + role;
    }

    /** Returns the ARN of a log group's streams, to which access is granted. */
    String logStreamsArn(String logGroupName) {
        return "arn:%s:logs:%s:%s:log-group:%s:*"
                .formatted(stack.getPartition(), stack.getRegion(), stack.getAccount(), logGroupName);
    }

    String account() {
        return stack.getAccount();
    }

    /** Returns the regional endpoint of a service as a principal: {@code s3.eu-west-1.amazonaws.com}. */
    String endpoint(String service) {
        return "%s.%s.%s".formatted(service, stack.getRegion(), stack.getUrlSuffix());
    }

    String dashboardUrl(String dashboard) {
        return "https://%s.console.aws.amazon.com/cloudwatch/home?region=%s#dashboards/dashboard/%s"
                .formatted(stack.getRegion(), stack.getRegion(), dashboard);
    }

    /**
     * Returns the pattern of the ARNs that CloudFormation generates for a role of this stack: {@code
     * role/sparkify-JobRole12345678-ABCDEFGHIJKL}. The hash depends on the role's path in the stack, the suffix on the
     * deployment.
     */
    String roleArns(String construct) {
        return "arn:%s:iam::%s:role/%s-%s*".formatted(stack.getPartition(), stack.getAccount(), name, construct);
    }

    String arn(String service, String resource) {
        return "arn:%s:%s:%s:%s:%s"
                .formatted(stack.getPartition(), service, stack.getRegion(), stack.getAccount(), resource);
    }
}
