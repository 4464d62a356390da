package com.sparkify.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A driver and as many executors as fit under the vCPU ceiling, which also determines the application's maximum
 * capacity.
 *
 * @param diskGigabytes disk of each worker; EMR includes 20 free of charge
 * @param sparkParameters appended to the parameters of a run, such as {@code --conf spark.sql.shuffle.partitions=8}
 */
record ApplicationShape(int maxVcpu, Worker driver, Worker executor, int diskGigabytes, String sparkParameters) {
    /** The function's whole environment is limited to 4 KB. */
    private static final int PARAMETERS_LIMIT = 2_000;

    /** Spark parameters that other settings determine; duplicates would let template and run differ. */
    private static final Map<String, String> SAID_ELSEWHERE = new TreeMap<>(Map.ofEntries(
            Map.entry("--class", "the job's main class is fixed"),
            Map.entry("--driver-cores", "use driverVcpu"),
            Map.entry("--driver-memory", "use driverMemoryGb"),
            Map.entry("--executor-cores", "use executorVcpu"),
            Map.entry("--executor-memory", "use executorMemoryGb"),
            Map.entry("--jars", "use icebergJar"),
            Map.entry("--num-executors", "use maxVcpu"),
            Map.entry("spark.driver.cores", "use driverVcpu"),
            Map.entry("spark.driver.memory", "use driverMemoryGb"),
            Map.entry("spark.driver.memoryOverhead", "the worker's size follows from driverMemoryGb"),
            Map.entry("spark.driver.memoryOverheadFactor", "the worker's size follows from driverMemoryGb"),
            Map.entry("spark.dynamicAllocation.enabled", "maxVcpu depends on it"),
            Map.entry("spark.dynamicAllocation.initialExecutors", "a run starts without executors"),
            Map.entry("spark.dynamicAllocation.maxExecutors", "use maxVcpu"),
            Map.entry("spark.dynamicAllocation.minExecutors", "a run starts without executors"),
            Map.entry("spark.emr-serverless.driver.disk", "use workerDiskGb"),
            Map.entry("spark.emr-serverless.executor.disk", "use workerDiskGb"),
            Map.entry("spark.executor.cores", "use executorVcpu"),
            Map.entry("spark.executor.instances", "use maxVcpu"),
            Map.entry("spark.executor.memory", "use executorMemoryGb"),
            Map.entry("spark.executor.memoryOverhead", "the worker's size follows from executorMemoryGb"),
            Map.entry("spark.executor.memoryOverheadFactor", "the worker's size follows from executorMemoryGb"),
            Map.entry("spark.jars", "use icebergJar")));

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        DeploymentSettings.between(problems, "maxVcpu", maxVcpu, 2, 4000);
        problems.addAll(driver.problems());
        problems.addAll(executor.problems());
        if (maxVcpu < driver.vcpu() + executor.vcpu()) {
            problems.add("maxVcpu must hold a driver and an executor, driverVcpu %d and executorVcpu %d: %d"
                    .formatted(driver.vcpu(), executor.vcpu(), maxVcpu));
        }
        DeploymentSettings.between(problems, "workerDiskGb", diskGigabytes, 20, 200);
        problems.addAll(problemsOfParameters());
        return problems;
    }

    int maxExecutors() {
        return (maxVcpu - driver.vcpu()) / executor.vcpu();
    }

    int mostVcpu() {
        return driver.vcpu() + maxExecutors() * executor.vcpu();
    }

    int mostMemoryGigabytes() {
        return driver.workerGigabytes() + maxExecutors() * executor.workerGigabytes();
    }

    int mostDiskGigabytes() {
        return (1 + maxExecutors()) * diskGigabytes;
    }

    /** Returns the launcher's variables for this shape. */
    Map<String, String> environment() {
        Map<String, String> variables = new TreeMap<>();
        variables.put("MAX_VCPU", String.valueOf(maxVcpu));
        variables.put("DRIVER_VCPU", String.valueOf(driver.vcpu()));
        variables.put("DRIVER_MEMORY_GB", String.valueOf(driver.memoryGigabytes()));
        variables.put("EXECUTOR_VCPU", String.valueOf(executor.vcpu()));
        variables.put("EXECUTOR_MEMORY_GB", String.valueOf(executor.memoryGigabytes()));
        variables.put("WORKER_DISK_GB", String.valueOf(diskGigabytes));
        if (!sparkParameters.isEmpty()) {
            variables.put("SPARK_SUBMIT_PARAMETERS", sparkParameters);
        }
        return variables;
    }

    private List<String> problemsOfParameters() {
        List<String> problems = new ArrayList<>();
        if (!sparkParameters.isEmpty() && !sparkParameters.startsWith("--")) {
            problems.add("sparkParameters must begin with --, such as --conf spark.sql.shuffle.partitions=8: '%s'"
                    .formatted(sparkParameters));
        }
        if (sparkParameters.length() > PARAMETERS_LIMIT) {
            problems.add("sparkParameters must have at most %d characters: %d"
                    .formatted(PARAMETERS_LIMIT, sparkParameters.length()));
        }
        SAID_ELSEWHERE.forEach((parameter, why) -> {
            if (Pattern.compile("(^|[\\s'\"])" + Pattern.quote(parameter) + "([\\s=]|$)")
                    .matcher(sparkParameters)
                    .find()) {
                problems.add("sparkParameters must not set %s: %s".formatted(parameter, why));
            }
        });
        return problems;
    }
}
