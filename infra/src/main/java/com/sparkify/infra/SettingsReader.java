package com.sparkify.infra;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Parses settings from text and holds all defaults. */
final class SettingsReader {
    static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("name", "sparkify"),
            Map.entry("logBucket", ""),
            Map.entry("logPrefix", "log_data/"),
            Map.entry("songPrefix", "song_data/"),
            Map.entry("lake", ""),
            Map.entry("createDatabases", "true"),
            Map.entry("kmsKeyArns", ""),
            Map.entry("createKey", "false"),
            Map.entry("onError", "continue"),
            Map.entry("erasureKeyArn", ""),
            Map.entry("publish", "json"),
            Map.entry("batchMib", ""),
            Map.entry("batchObjects", ""),
            Map.entry("takeWorkMinutes", ""),
            // For this long a warm driver costs what a cold start does; docs/launching.md has the arithmetic.
            Map.entry("lingerSeconds", "120"),
            Map.entry("leaseSeconds", ""),
            Map.entry("publishRows", ""),
            Map.entry("publishMinutes", ""),
            // Half of the account's default quota of 16 concurrent vCPUs.
            Map.entry("maxVcpu", "8"),
            Map.entry("driverVcpu", "2"),
            Map.entry("driverMemoryGb", "3"),
            Map.entry("executorVcpu", "2"),
            Map.entry("executorMemoryGb", "6"),
            Map.entry("workerDiskGb", "20"),
            Map.entry("sparkParameters", ""),
            Map.entry("releaseLabel", "emr-spark-8.1.0"),
            Map.entry("anyRelease", "false"),
            Map.entry("icebergJar", "/usr/share/aws/iceberg/lib/iceberg-spark*runtime*.jar"),
            Map.entry("jobJavaHome", ""),
            Map.entry("queueTimeoutMinutes", "180"),
            Map.entry("executionTimeoutMinutes", "180"),
            Map.entry("idleTimeoutMinutes", "15"),
            // The JDK that the packaged launcher is tested on.
            Map.entry("launcherRuntime", "java17"),
            Map.entry("launcherMemoryMegabytes", "1024"),
            Map.entry("launcherTimeoutSeconds", "60"),
            Map.entry("batchSize", "1000"),
            Map.entry("batchWindowSeconds", "20"),
            Map.entry("sweepSchedule", "cron(30 3 * * ? *)"),
            Map.entry("logRetentionDays", "30"),
            Map.entry("noncurrentVersionDays", "3"),
            Map.entry("inputVersionDays", "30"),
            Map.entry("alarmEmail", ""),
            Map.entry("oldestPendingMinutes", "90"),
            Map.entry("rejectedPercent", "5"),
            Map.entry("driftPercent", "0"),
            Map.entry("launcherJar", "../launcher-lambda/target/launcher-lambda.jar"),
            Map.entry("jobJar", "../spark-job/target/spark-job.jar"));

    private final Map<String, String> chosen;

    SettingsReader(Map<String, String> chosen) {
        this.chosen = chosen;
    }

    DeploymentSettings read() {
        DeploymentSettings.refuse(Stream.concat(unknownNames(), wrongTypes()).toList());
        return new DeploymentSettings(
                text("name"),
                text("logBucket"),
                text("logPrefix"),
                text("songPrefix"),
                text("lake"),
                flag("createDatabases"),
                Stream.of(text("kmsKeyArns").split(","))
                        .map(String::strip)
                        .filter(arn -> !arn.isEmpty())
                        .toList(),
                flag("createKey"),
                text("erasureKeyArn"),
                new JobSettings(text("onError"), text("publish"), numbersOfTheJob()),
                new ApplicationShape(
                        number("maxVcpu"),
                        new Worker("driver", number("driverVcpu"), number("driverMemoryGb")),
                        new Worker("executor", number("executorVcpu"), number("executorMemoryGb")),
                        number("workerDiskGb"),
                        text("sparkParameters")),
                text("releaseLabel"),
                flag("anyRelease"),
                text("icebergJar"),
                text("jobJavaHome"),
                number("queueTimeoutMinutes"),
                number("executionTimeoutMinutes"),
                number("idleTimeoutMinutes"),
                text("launcherRuntime"),
                number("launcherMemoryMegabytes"),
                number("launcherTimeoutSeconds"),
                number("batchSize"),
                number("batchWindowSeconds"),
                text("sweepSchedule"),
                number("logRetentionDays"),
                number("noncurrentVersionDays"),
                number("inputVersionDays"),
                text("alarmEmail"),
                number("oldestPendingMinutes"),
                number("rejectedPercent"),
                number("driftPercent"),
                text("launcherJar"),
                text("jobJar"));
    }

    private Stream<String> unknownNames() {
        return chosen.keySet().stream()
                .filter(name -> !DEFAULTS.containsKey(name))
                .sorted()
                .map(name -> "%s is not a setting; the settings are %s"
                        .formatted(name, String.join(", ", new TreeMap<>(DEFAULTS).keySet())));
    }

    /** A value must have the type of the setting's default, a number or a flag. */
    private Stream<String> wrongTypes() {
        return new TreeMap<>(chosen)
                .keySet().stream().filter(DEFAULTS::containsKey).flatMap(name -> {
                    if (isNumeric(name) && !isNumber(text(name))) {
                        return Stream.of("%s must be a whole number: '%s'".formatted(name, text(name)));
                    }
                    if (isFlag(DEFAULTS.get(name)) && !isFlag(text(name))) {
                        return Stream.of("%s must be true or false: '%s'".formatted(name, text(name)));
                    }
                    return Stream.empty();
                });
    }

    private boolean isNumeric(String name) {
        return isNumber(DEFAULTS.get(name))
                || JobSettings.NUMBERS.containsKey(name) && !text(name).isEmpty();
    }

    private Map<String, Integer> numbersOfTheJob() {
        return JobSettings.NUMBERS.keySet().stream()
                .filter(name -> !text(name).isEmpty())
                .collect(Collectors.toMap(name -> name, this::number));
    }

    private static boolean isNumber(String text) {
        return text.matches("[0-9]{1,9}");
    }

    private static boolean isFlag(String text) {
        return text.matches("true|false");
    }

    private String text(String name) {
        return chosen.getOrDefault(name, DEFAULTS.get(name));
    }

    private boolean flag(String name) {
        return Boolean.parseBoolean(text(name));
    }

    private int number(String name) {
        return Integer.parseInt(text(name));
    }
}
