package com.sparkify.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/** Permissions of the launcher. The event source mapping grants access to the queue. */
final class LauncherRole extends Construct {
    private final Role role;

    LauncherRole(
            Construct scope,
            Names names,
            Keys keys,
            SparkApplication application,
            JobRole jobRole,
            LakeStorage lake,
            String logGroupName) {
        super(scope, "LauncherRole");
        role = Role.Builder.create(this, "Role")
                .description("What the launcher may do")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .build();
        role.addToPolicy(PolicyStatements.allow(
                "StartAndFindRuns",
                List.of("emr-serverless:StartJobRun", "emr-serverless:ListJobRuns"),
                List.of(application.arn())));
        role.addToPolicy(PolicyStatements.allow(
                "PassTheJobsRole",
                List.of("iam:PassRole"),
                List.of(jobRole.arn()),
                Map.of("StringEquals", Map.of("iam:PassedToService", "emr-serverless.amazonaws.com"))));
        role.addToPolicy(PolicyStatements.allow("WriteManifests", List.of("s3:PutObject"), lake.objectArns("pending")));
        role.addToPolicy(
                PolicyStatements.allow("LookForClosedRuns", List.of("s3:GetObject"), lake.objectArns("closing")));
        // The whole bucket, names only: a condition on the prefix would not match a HEAD, and a run that is not closing
        // would then yield 403 instead of 404.
        role.addToPolicy(PolicyStatements.allow("ListLake", List.of("s3:ListBucket"), List.of(lake.bucketArn())));
        role.addToPolicy(PolicyStatements.allow(
                "WriteOwnLogs",
                List.of("logs:CreateLogStream", "logs:PutLogEvents"),
                List.of(names.logStreamsArn(logGroupName))));
        keys.letUse(role);
        Reviewed.wildcards(
                role,
                "Manifests and marks of closed runs are named by prefix, since each has a fresh name; log streams are"
                        + " named by the function's instance.");
    }

    Role role() {
        return role;
    }
}
