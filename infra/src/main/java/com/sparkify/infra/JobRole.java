package com.sparkify.infra;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.s3.assets.Asset;
import software.constructs.Construct;

/** Permissions of the Spark job's driver and executors. */
final class JobRole extends Construct {
    /** Begins the role's generated name, by which a kept erasure key admits it: never rename it. */
    static final String ID = "JobRole";

    private final Role role;

    JobRole(
            Construct scope,
            Names names,
            Keys keys,
            TombstoneKey erasureKey,
            SparkApplication application,
            InputBucket input,
            LakeStorage lake,
            Asset jar,
            RunLogs runLogs) {
        super(scope, ID);
        role = Role.Builder.create(this, "Role")
                .description("What the Spark job may do")
                // Only for runs of this application: EMR serves other customers under the same principal.
                .assumedBy(new ServicePrincipal("emr-serverless.amazonaws.com")
                        .withConditions(new TreeMap<>(Map.of(
                                "StringEquals", Map.of("aws:SourceAccount", names.account()),
                                // The application or one of its runs, whichever EMR names as the source.
                                "ArnLike",
                                        Map.of(
                                                "aws:SourceArn",
                                                List.of(application.arn(), application.arn() + "/jobruns/*"))))))
                .build();
        mayRead(names, input, jar);
        mayWrite(lake);
        mayUseTables(names);
        mayLog(names, runLogs);
        keys.letUse(role);
        erasureKey.letOnly(role);
        mayErase(lake);
        Reviewed.wildcards(
                role,
                "S3 objects and Glue tables are named by prefix, since each load makes new ones: below the two input"
                        + " prefixes, the lake's own folders, and the two databases. Log streams are named by the run."
                        + " logs:DescribeLogGroups is what EMR asks for, and names no group.");
    }

    String arn() {
        return role.getRoleArn();
    }

    private void mayRead(Names names, InputBucket input, Asset jar) {
        role.addToPolicy(PolicyStatements.allow(
                "ReadOwnJar",
                List.of("s3:GetObject"),
                List.of(names.bucketArn(jar.getS3BucketName()) + "/" + jar.getS3ObjectKey())));
        // Reads are conditional on the ETag (If-Match) and never name a version: s3:GetObjectVersion is not needed.
        role.addToPolicy(PolicyStatements.allow("ReadInput", List.of("s3:GetObject"), input.objectArns()));
        // The whole bucket, names only: a condition on the prefix would not match a GET, and a missing object would
        // then yield 403 (access denied) instead of 404 (missing).
        role.addToPolicy(PolicyStatements.allow("ListInput", List.of("s3:ListBucket"), List.of(input.arn())));
    }

    private void mayWrite(LakeStorage lake) {
        // As above: missing marks, leases and states must yield 404.
        role.addToPolicy(PolicyStatements.allow("ListLake", List.of("s3:ListBucket"), List.of(lake.bucketArn())));
        role.addToPolicy(PolicyStatements.allow(
                "TakeManifests", List.of("s3:GetObject", "s3:DeleteObject"), lake.objectArns("pending")));
        role.addToPolicy(PolicyStatements.allow(
                "SetBadManifestsAside",
                List.of("s3:GetObject", "s3:PutObject", "s3:DeleteObject"),
                lake.objectArns("pending-bad")));
        role.addToPolicy(PolicyStatements.allow("CloseRuns", List.of("s3:PutObject"), lake.objectArns("closing")));
        role.addToPolicy(PolicyStatements.allow(
                "KeepState", List.of("s3:GetObject", "s3:PutObject", "s3:DeleteObject"), lake.objectArns("state")));
        role.addToPolicy(PolicyStatements.allow(
                "WriteTables",
                List.of("s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"),
                lake.objectArns("warehouse")));
        // Published files are read by others.
        role.addToPolicy(PolicyStatements.allow(
                "PublishFiles",
                List.of("s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"),
                lake.objectArns("json")));
    }

    /** An erasure deletes noncurrent versions of objects that contained a user. */
    private void mayErase(LakeStorage lake) {
        role.addToPolicy(
                PolicyStatements.allow("ListOldVersions", List.of("s3:ListBucketVersions"), List.of(lake.bucketArn())));
        role.addToPolicy(PolicyStatements.allow(
                "EraseOldVersions",
                List.of("s3:DeleteObjectVersion"),
                lake.objectArns("warehouse", "json", "state", "pending", "pending-bad")));
    }

    /** The stack creates the databases, the job creates the tables. */
    private void mayUseTables(Names names) {
        List<String> databases = Catalog.DATABASES.stream()
                .map(database -> names.arn("glue", "database/" + database))
                .toList();
        List<String> tables = Catalog.DATABASES.stream()
                .map(database -> names.arn("glue", "table/" + database + "/*"))
                .toList();
        role.addToPolicy(PolicyStatements.allow(
                "UseTables",
                List.of("glue:GetDatabase", "glue:GetTable", "glue:CreateTable", "glue:UpdateTable"),
                // Glue authorizes a table's catalog and database as well as the table.
                Stream.of(List.of(names.arn("glue", "catalog")), databases, tables)
                        .flatMap(List::stream)
                        .toList()));
    }

    private void mayLog(Names names, RunLogs runLogs) {
        role.addToPolicy(PolicyStatements.allow(
                "WriteOwnLogs",
                List.of("logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"),
                List.of(names.logStreamsArn(runLogs.name()))));
        // EMR looks for the group before it writes; this action applies to the account and region, not to a group.
        role.addToPolicy(PolicyStatements.allow(
                "FindOwnLogs", List.of("logs:DescribeLogGroups"), List.of(names.arn("logs", "*"))));
    }
}
