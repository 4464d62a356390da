package com.sparkify.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * A driver and as many executors as fit under the vCPU ceiling. Memory is what Spark requests; the service adds a tenth
 * (at least 384 MB) and rounds up to a worker size: 1 vCPU takes 2-8 GB, 2 vCPU 4-16, 4 vCPU 8-30, in steps of 1 GB; 8
 * vCPU 16-60 in steps of 4, 16 vCPU 32-120 in steps of 8.
 */
record RunShape(
        int maxVcpu,
        int driverVcpu,
        int driverMemoryGb,
        int executorVcpu,
        int executorMemoryGb,
        OptionalInt workerDiskGb,
        String extraSparkSubmitParameters) {
    private static final int PARAMETERS_LIMIT = 102_400;
    private static final List<Integer> WORKER_VCPU = List.of(1, 2, 4, 8, 16);

    RunShape {
        requireWorker("DRIVER_VCPU", driverVcpu);
        requireWorker("EXECUTOR_VCPU", executorVcpu);
        if (maxVcpu < driverVcpu + executorVcpu) {
            throw new IllegalArgumentException("MAX_VCPU must hold one driver and one executor, " + driverVcpu + " + "
                    + executorVcpu + ": '" + maxVcpu + "'");
        }
    }

    /** Returns null after recording a problem. */
    static RunShape from(Environment environment) {
        int maxVcpu = environment.whole("MAX_VCPU", 8, 2, 4_000);
        int driverVcpu = environment.whole("DRIVER_VCPU", 2, 1, 16);
        int driverMemoryGb = environment.whole("DRIVER_MEMORY_GB", 3, 1, 109);
        int executorVcpu = environment.whole("EXECUTOR_VCPU", 2, 1, 16);
        int executorMemoryGb = environment.whole("EXECUTOR_MEMORY_GB", 6, 1, 109);
        OptionalInt workerDiskGb = environment.wholeIfSet("WORKER_DISK_GB", 20, 200);
        String extra = environment.optional("SPARK_SUBMIT_PARAMETERS", "", RunShape::extra);
        try {
            return new RunShape(
                    maxVcpu, driverVcpu, driverMemoryGb, executorVcpu, executorMemoryGb, workerDiskGb, extra);
        } catch (IllegalArgumentException e) {
            environment.problem(e.getMessage());
            return null;
        }
    }

    int maxExecutors() {
        return (maxVcpu - driverVcpu) / executorVcpu;
    }

    String sparkSubmitParameters() {
        List<String> shape = new ArrayList<>(List.of(
                "spark.driver.cores=" + driverVcpu,
                "spark.driver.memory=" + driverMemoryGb + "g",
                "spark.executor.cores=" + executorVcpu,
                "spark.executor.memory=" + executorMemoryGb + "g",
                "spark.dynamicAllocation.enabled=true",
                "spark.dynamicAllocation.minExecutors=0",
                "spark.dynamicAllocation.initialExecutors=0",
                // Dynamic allocation starts with the greatest of these three settings, and the service's default of
                // this one is 3.
                "spark.executor.instances=0",
                // Otherwise an executor with shuffle data of a sweep stays as long as the run lingers.
                "spark.dynamicAllocation.shuffleTracking.timeout=60s",
                "spark.dynamicAllocation.maxExecutors=" + maxExecutors()));
        workerDiskGb.ifPresent(disk -> {
            shape.add("spark.emr-serverless.driver.disk=" + disk + "G");
            shape.add("spark.emr-serverless.executor.disk=" + disk + "G");
        });
        String settings = shape.stream().map(setting -> " --conf " + setting).collect(Collectors.joining());
        String extra = extraSparkSubmitParameters.isBlank() ? "" : " " + extraSparkSubmitParameters.strip();
        return "--class com.sparkify.etl.Main" + settings + extra;
    }

    private static String extra(String text) {
        if (text.length() > PARAMETERS_LIMIT - 1_000) {
            throw new IllegalArgumentException("must have at most " + (PARAMETERS_LIMIT - 1_000) + " characters");
        }
        return text;
    }

    private static void requireWorker(String name, int vcpu) {
        if (!WORKER_VCPU.contains(vcpu)) {
            throw new IllegalArgumentException(name + " must be one of 1, 2, 4, 8, 16: '" + vcpu + "'");
        }
    }
}
