package com.sparkify.infra;

import java.nio.file.Path;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.s3.assets.Asset;
import software.constructs.Construct;

/** The whole deployment, in the order in which a file passes through it. */
final class SparkifyStack extends Stack {
    static final String ID = "Sparkify";

    SparkifyStack(Construct scope, DeploymentSettings settings, Path launcherJar, Path jobJar, StackProps props) {
        super(scope, ID, props);
        Names names = new Names(settings.name(), this);
        Keys keys = new Keys(this, settings, names);
        Asset job = Asset.Builder.create(this, "JobJar").path(jobJar.toString()).build();

        AccessLogs accessLogs = new AccessLogs(this, names);
        Announcements announcements = new Announcements(this, settings, names, keys);
        InputBucket input = new InputBucket(this, settings, names, keys, accessLogs, announcements);
        LakeStorage lake = new LakeStorage(this, settings, names, keys, accessLogs);
        new Catalog(this, settings, names);

        RunLogs runLogs = new RunLogs(this, settings, names, keys);
        SparkApplication application = new SparkApplication(this, settings, names, lake, runLogs);
        TombstoneKey erasureKey = new TombstoneKey(this, settings, names);
        JobRole jobRole = new JobRole(this, names, keys, erasureKey, application, input, lake, job, runLogs);
        new RunEvents(this, settings, names, keys, application);

        LauncherFunction launcher = new LauncherFunction(
                this,
                settings,
                names,
                keys,
                launcherJar,
                announcements,
                application,
                jobRole,
                lake,
                LauncherFunction.environment(
                        settings, application, jobRole, job.getS3ObjectUrl(), input, lake, erasureKey));
        new Schedules(this, settings, names, launcher, application);

        AlarmTopic topic = new AlarmTopic(this, settings, names, keys);
        Measures measures = new Measures(announcements, launcher);
        new Alarms(this, settings, names, topic, measures);
        Overview overview = new Overview(this, names, measures);

        Outputs outputs = new Outputs(this)
                .value("LogBucket", "Upload log and song files here", input.name())
                .value(
                        "Lake",
                        "Manifests, tables and published files",
                        lake.location().uri())
                .value("PublishedFiles", "The published JSON", lake.location().uri() + "/json/")
                .value("AthenaDatabase", "The star schema in Glue", Catalog.TABLES)
                .value("LauncherFunction", "Test it with a request", launcher.functionName())
                .value("LauncherAlias", "Invoke the function by this alias", "live")
                .value("LauncherLogGroup", "The launcher's log", launcher.logGroupName())
                .value(
                        "QueueUrl",
                        "Announcements of new objects",
                        announcements.queue().getQueueUrl())
                .value(
                        "DeadLetterQueueUrl",
                        "Announcements that failed; redrive them",
                        announcements.deadLetters().getQueueUrl())
                .value("ApplicationId", "The EMR Serverless application", application.id())
                .value("JobRoleArn", "The role of a run", jobRole.arn())
                .value("JobJar", "The entry point of a run", job.getS3ObjectUrl())
                .value("RunLogGroup", "The output of the runs' drivers", runLogs.name())
                .value("ErasureKeyArn", "Pass it as erasureKeyArn to a new stack", erasureKey.arn())
                .value("AlarmTopicArn", "Subscribe to it", topic.topic().getTopicArn())
                .value("Dashboard", "Files, manifests, runs, rows", names.dashboardUrl(overview.name()));
        if (!settings.ownsLake()) {
            outputs.value(
                    "LakeLifecycle",
                    "Rules that the lake's bucket lacks, as put-bucket-lifecycle-configuration takes them",
                    lake.lifecycle().json());
        }
    }
}
