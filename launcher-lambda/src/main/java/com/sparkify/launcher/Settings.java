package com.sparkify.launcher;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The launcher's configuration; {@code docs/launching.md} describes each variable. */
record Settings(
        String applicationId,
        String executionRoleArn,
        String jobJar,
        InputPrefixes inputs,
        LakeFolder lake,
        String onError,
        String publish,
        String erasureKey,
        JobArguments job,
        RunShape shape,
        int executionTimeoutMinutes,
        boolean prime) {

    private static final Pattern APPLICATION = Pattern.compile("[0-9a-z]{1,64}");
    private static final Pattern ROLE =
            Pattern.compile("arn:aws[a-zA-Z0-9-]*:iam::[0-9]{12}:role/(?:[\\x21-\\x7E]+/)?[\\w+=,.@-]+");
    private static final Pattern S3_OBJECT = Pattern.compile("s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]/\\S+");
    private static final Pattern ERASURE_KEY =
            Pattern.compile("file:/\\S+|arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+");
    private static final int ENTRY_POINT_LIMIT = 4_096;

    /** @throws IllegalArgumentException with every missing and every invalid variable */
    static Settings from(Map<String, String> variables) {
        Environment environment = new Environment(variables);
        String applicationId = environment.required(
                "EMR_APPLICATION_ID", text -> matching(text, APPLICATION, "an id such as 00fabc1234567890"));
        String roleArn = environment.required(
                "EMR_EXECUTION_ROLE_ARN",
                text -> matching(text, ROLE, "a role such as arn:aws:iam::123456789012:role/sparkify-job"));
        String jobJar = environment.required("JOB_JAR", Settings::jobJar);
        String bucket = environment.required("INPUT_BUCKET", LakeFolder::requireBucket);
        String logPrefix = environment.optional("LOG_PREFIX", "log_data/", InputPrefixes::requirePrefix);
        String songPrefix = environment.optional("SONG_PREFIX", "song_data/", InputPrefixes::requirePrefix);
        LakeFolder lake = environment.required("LAKE", LakeFolder::parse);
        String onError = environment.optional(
                "ON_ERROR", "continue", text -> oneOf(text, List.of("continue", "skip-file", "abort")));
        String publish = environment.optional("PUBLISH", "json", text -> oneOf(text, List.of("json", "none")));
        String erasureKey = environment.optional(
                "ERASURE_KEY",
                "",
                text -> text.isEmpty()
                        ? text
                        : matching(text, ERASURE_KEY, "file:/path or the ARN of an HMAC key of KMS"));
        JobArguments job = JobArguments.from(environment);
        RunShape shape = RunShape.from(environment);
        int timeoutMinutes = environment.whole("EXECUTION_TIMEOUT_MINUTES", 180, 60, 10_080);
        boolean prime =
                "true".equals(environment.optional("PRIME", "false", text -> oneOf(text, List.of("true", "false"))));

        InputPrefixes inputs = null;
        if (bucket != null && logPrefix != null && songPrefix != null) {
            if (InputPrefixes.overlap(logPrefix, songPrefix)) {
                environment.problem("LOG_PREFIX and SONG_PREFIX must not contain each other: '" + logPrefix + "', '"
                        + songPrefix + "'");
            } else {
                inputs = new InputPrefixes(bucket, logPrefix, songPrefix);
            }
        }
        if (inputs != null && lake != null) {
            lake.conflictWith(inputs).ifPresent(environment::problem);
        }
        environment.requireSound();
        return new Settings(
                applicationId,
                roleArn,
                jobJar,
                inputs,
                lake,
                onError,
                publish,
                erasureKey,
                job,
                shape,
                timeoutMinutes,
                prime);
    }

    /**
     * Returns the job's arguments, as the protocol lists them.
     *
     * @param submittedAt start of the time during which launchers join the run
     */
    List<String> entryPointArguments(String launchId, Instant submittedAt) {
        List<String> arguments = new ArrayList<>(List.of(
                "--input-bucket", inputs.bucket(),
                "--log-prefix", inputs.logPrefix(),
                "--song-prefix", inputs.songPrefix(),
                "--lake", lake.uri(),
                "--launch-id", launchId,
                "--on-error", onError,
                "--publish", publish,
                "--submitted-at", submittedAt.truncatedTo(ChronoUnit.SECONDS).toString(),
                "--time-limit-minutes", Integer.toString(executionTimeoutMinutes)));
        arguments.addAll(job.arguments());
        if (!erasureKey.isEmpty()) {
            arguments.addAll(List.of("--erasure-key", erasureKey));
        }
        return arguments;
    }

    private static String jobJar(String text) {
        matching(text, S3_OBJECT, "an object such as s3://assets/spark-job.jar");
        if (text.length() > ENTRY_POINT_LIMIT) {
            throw new IllegalArgumentException("must have at most " + ENTRY_POINT_LIMIT + " characters");
        }
        return text;
    }

    private static String matching(String text, Pattern pattern, String form) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException("must be " + form + ": '" + text + "'");
        }
        return text;
    }

    private static String oneOf(String text, List<String> accepted) {
        if (!accepted.contains(text)) {
            throw new IllegalArgumentException("must be one of " + String.join(", ", accepted) + ": '" + text + "'");
        }
        return text;
    }
}
