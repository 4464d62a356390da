package com.sparkify.infra;

import software.amazon.awscdk.Stack;

/**
 * The physical names. Buckets are named here and not by CloudFormation, so that policies can name a bucket before it
 * exists: a queue must admit the bucket's events before the bucket may announce them.
 */
record Names(String name, Stack stack) {

    /** Unique in the world, by account and region: {@code sparkify-lake-123456789012-eu-west-1}. */
    String bucket(String role) {
        return "%s-%s-%s-%s".formatted(name, role, stack.getAccount(), stack.getRegion());
    }

    String bucketArn(String bucketName) {
        return "arn:%s:s3:::%s".formatted(stack.getPartition(), bucketName);
    }

    /** Unique in an account and region: {@code sparkify-launcher}. */
    String of(String role) {
        return name + "-" + role;
    }

    /** A log group's streams, which is what its readers and writers are granted. */
    String logStreamsArn(String logGroupName) {
        return "arn:%s:logs:%s:%s:log-group:%s:*"
                .formatted(stack.getPartition(), stack.getRegion(), stack.getAccount(), logGroupName);
    }

    String account() {
        return stack.getAccount();
    }

    /** How a service of this region is called where it acts for somebody: {@code s3.eu-west-1.amazonaws.com}. */
    String endpoint(String service) {
        return "%s.%s.%s".formatted(service, stack.getRegion(), stack.getUrlSuffix());
    }

    String dashboardUrl(String dashboard) {
        return "https://%s.console.aws.amazon.com/cloudwatch/home?region=%s#dashboards/dashboard/%s"
                .formatted(stack.getRegion(), stack.getRegion(), dashboard);
    }

    String arn(String service, String resource) {
        return "arn:%s:%s:%s:%s:%s"
                .formatted(stack.getPartition(), service, stack.getRegion(), stack.getAccount(), resource);
    }
}
