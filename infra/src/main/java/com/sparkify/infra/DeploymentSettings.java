package com.sparkify.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Settings of a deployment. Every value comes from CDK context under {@code sparkify:<name>} and has a default; all
 * invalid values are reported in one message.
 *
 * @param name prefix of every physical name except those of the Glue databases
 * @param logBucket an existing bucket of logs and songs; empty: a new one
 * @param lake an existing location of the lake, {@code s3://bucket[/path]}; empty: a new bucket
 * @param createDatabases {@code false}: the two Glue databases exist already
 * @param kmsKeyArns keys of existing buckets: of logs, of the lake, and of CDK's assets
 * @param createKey whether a key of the stack encrypts its buckets, queues, logs and alarms
 * @param erasureKeyArn HMAC key of the tombstones; empty: a new one
 * @param anyRelease {@code true}: accepts a release for which the job has not been built
 * @param icebergJar path of Iceberg's Spark runtime on EMR; a glob, since the file name changes with the release
 * @param jobJavaHome path of a JDK 17 on the EMR image; empty: the release's default
 * @param alarmEmail subscriber of the alarm topic; empty: none
 */
record DeploymentSettings(
        String name,
        String logBucket,
        String logPrefix,
        String songPrefix,
        String lake,
        boolean createDatabases,
        List<String> kmsKeyArns,
        boolean createKey,
        String erasureKeyArn,
        JobSettings job,
        ApplicationShape shape,
        String releaseLabel,
        boolean anyRelease,
        String icebergJar,
        String jobJavaHome,
        int queueTimeoutMinutes,
        int executionTimeoutMinutes,
        int idleTimeoutMinutes,
        String launcherRuntime,
        int launcherMemoryMegabytes,
        int launcherTimeoutSeconds,
        int batchSize,
        int batchWindowSeconds,
        String sweepSchedule,
        int logRetentionDays,
        int noncurrentVersionDays,
        int inputVersionDays,
        String alarmEmail,
        int oldestPendingMinutes,
        int rejectedPercent,
        int driftPercent,
        String launcherJar,
        String jobJar) {

    static final String CONTEXT_PREFIX = "sparkify:";
    private static final String KMS_KEY = "arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+";
    private static final Set<Integer> LOG_RETENTION_DAYS = Set.of(1, 3, 5, 7, 14, 30, 60, 90, 180, 365);

    DeploymentSettings {
        List<String> problems = new ArrayList<>();
        matches(problems, "name", name, "[a-z][a-z0-9-]{1,20}", "2 to 21 of a-z, 0-9 and -, a letter first");
        matches(problems, "logBucket", logBucket, "|" + LakeLocation.BUCKET, "a bucket name, or empty for a new one");
        matches(problems, "logPrefix", logPrefix, "([^/]+/)+", "a folder such as log_data/");
        matches(problems, "songPrefix", songPrefix, "([^/]+/)+", "a folder such as song_data/");
        matches(problems, "lake", lake, "|" + LakeLocation.URI, "s3://bucket/path, or empty for a new bucket");
        kmsKeyArns.forEach(arn -> matches(
                problems, "kmsKeyArns", arn, KMS_KEY, "ARNs of keys, not of aliases, with commas between them"));
        matches(
                problems,
                "erasureKeyArn",
                erasureKeyArn,
                "|" + KMS_KEY,
                "the ARN of an HMAC key, or empty for a new one");
        problems.addAll(Release.problems(releaseLabel, anyRelease));
        matches(problems, "icebergJar", icebergJar, "/.+\\.jar", "an absolute path or glob that ends in .jar");
        matches(problems, "jobJavaHome", jobJavaHome, "|/.+", "an absolute path, or empty for the release's default");
        matches(problems, "launcherRuntime", launcherRuntime, "java(17|21|25)", "java17, java21 or java25");
        matches(problems, "sweepSchedule", sweepSchedule, "(cron|rate)\\(.+\\)", "such as cron(30 3 * * ? *)");
        matches(problems, "alarmEmail", alarmEmail, "|[^@\\s]+@[^@\\s]+", "an address, or empty for none");
        problems.addAll(job.problems());
        problems.addAll(shape.problems());
        // EMR's limits of a queue; longer runs would outlast the time limit of queued runs.
        between(problems, "queueTimeoutMinutes", queueTimeoutMinutes, 15, 720);
        between(problems, "executionTimeoutMinutes", executionTimeoutMinutes, 60, 720);
        if (queueTimeoutMinutes < executionTimeoutMinutes) {
            problems.add("queueTimeoutMinutes must not be less than executionTimeoutMinutes, or a run fails while it"
                    + " waits for the one before it: %d and %d"
                            .formatted(queueTimeoutMinutes, executionTimeoutMinutes));
        }
        if (executionTimeoutMinutes < job.leastExecutionMinutes()) {
            problems.add(
                    "executionTimeoutMinutes must be 15 minutes longer than takeWorkMinutes, %d, for the last batch: %d"
                            .formatted(job.takeWorkMinutes(), executionTimeoutMinutes));
        }
        between(problems, "idleTimeoutMinutes", idleTimeoutMinutes, 1, 10080);
        between(problems, "launcherMemoryMegabytes", launcherMemoryMegabytes, 256, 10240);
        between(problems, "launcherTimeoutSeconds", launcherTimeoutSeconds, 10, 900);
        between(problems, "batchSize", batchSize, 1, 10_000);
        between(problems, "batchWindowSeconds", batchWindowSeconds, 1, 300);
        between(problems, "noncurrentVersionDays", noncurrentVersionDays, 1, 3650);
        between(problems, "inputVersionDays", inputVersionDays, 1, 3650);
        between(problems, "oldestPendingMinutes", oldestPendingMinutes, 5, 1440);
        if (oldestPendingMinutes <= job.publishMinutes()) {
            problems.add("oldestPendingMinutes must exceed publishMinutes, %d, or its alarm rings without a fault: %d"
                    .formatted(job.publishMinutes(), oldestPendingMinutes));
        }
        between(problems, "rejectedPercent", rejectedPercent, 0, 100);
        // A row has many fields, so the share may exceed a hundred.
        between(problems, "driftPercent", driftPercent, 0, 10_000);
        if (!LOG_RETENTION_DAYS.contains(logRetentionDays)) {
            problems.add("logRetentionDays must be one of %s: %d"
                    .formatted(new TreeSet<>(LOG_RETENTION_DAYS), logRetentionDays));
        }
        if (problems.isEmpty()) {
            problems.addAll(Overlaps.between(name, logBucket, List.of(logPrefix, songPrefix), lake));
        }
        refuse(problems);
    }

    /** Parses settings from the context and applies defaults. Unknown names are rejected. */
    static DeploymentSettings from(Map<String, ?> context) {
        Map<String, String> chosen = context.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(CONTEXT_PREFIX))
                .collect(Collectors.toMap(
                        entry -> entry.getKey().substring(CONTEXT_PREFIX.length()),
                        entry -> String.valueOf(entry.getValue()).strip()));
        return new SettingsReader(chosen).read();
    }

    /**
     * Returns true if S3 events come from a bucket of the stack, which notifies the queue directly; other buckets use
     * EventBridge.
     */
    boolean ownsLogBucket() {
        return logBucket.isEmpty();
    }

    boolean ownsLake() {
        return lake.isEmpty();
    }

    static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(problems.stream()
                    .map(problem -> CONTEXT_PREFIX + problem)
                    .collect(Collectors.joining("\n  ", "Settings refused:\n  ", "")));
        }
    }

    static void matches(List<String> problems, String name, String value, String pattern, String accepted) {
        if (!value.matches(pattern)) {
            problems.add("%s must be %s: '%s'".formatted(name, accepted, value));
        }
    }

    static void between(List<String> problems, String name, int value, int least, int most) {
        if (value < least || value > most) {
            problems.add("%s must be from %d to %d: %d".formatted(name, least, most, value));
        }
    }
}
