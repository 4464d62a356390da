package com.sparkify.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every setting of job and run at its extremes: what the launcher is told, and what the application may take. */
class ShapeTest {
    static final Map<String, String> SMALLEST = Map.ofEntries(
            Map.entry("maxVcpu", "2"),
            Map.entry("driverVcpu", "1"),
            Map.entry("driverMemoryGb", "1"),
            Map.entry("executorVcpu", "1"),
            Map.entry("executorMemoryGb", "1"),
            Map.entry("workerDiskGb", "20"),
            Map.entry("batchMib", "1"),
            Map.entry("batchObjects", "1"),
            Map.entry("takeWorkMinutes", "0"),
            Map.entry("lingerSeconds", "0"),
            Map.entry("leaseSeconds", "3"),
            Map.entry("publishRows", "1"),
            Map.entry("publishMinutes", "0"),
            Map.entry("executionTimeoutMinutes", "60"),
            Map.entry("queueTimeoutMinutes", "60"));

    static final Map<String, String> GREATEST = Map.ofEntries(
            Map.entry("maxVcpu", "4000"),
            Map.entry("driverVcpu", "16"),
            Map.entry("driverMemoryGb", "109"),
            Map.entry("executorVcpu", "16"),
            Map.entry("executorMemoryGb", "109"),
            Map.entry("workerDiskGb", "200"),
            Map.entry("sparkParameters", "--conf spark.sql.shuffle.partitions=4000"),
            Map.entry("batchMib", "1048576"),
            Map.entry("batchObjects", "1000000"),
            Map.entry("takeWorkMinutes", "55"),
            Map.entry("lingerSeconds", "3300"),
            Map.entry("leaseSeconds", "600"),
            Map.entry("publishRows", "10000000"),
            Map.entry("publishMinutes", "1439"),
            Map.entry("oldestPendingMinutes", "1440"),
            Map.entry("executionTimeoutMinutes", "720"),
            Map.entry("queueTimeoutMinutes", "720"),
            Map.entry("onError", "abort"));

    @Test
    void theSmallest() {
        Deployed deployed = Synth.with(SMALLEST);

        assertThat(capacity(deployed)).isEqualTo("{\"Cpu\":\"2 vCPU\",\"Disk\":\"40 GB\",\"Memory\":\"4 GB\"}");
        assertThat(shape(deployed))
                .isEqualTo(sorted(Map.ofEntries(
                        Map.entry("MAX_VCPU", "2"),
                        Map.entry("DRIVER_VCPU", "1"),
                        Map.entry("DRIVER_MEMORY_GB", "1"),
                        Map.entry("EXECUTOR_VCPU", "1"),
                        Map.entry("EXECUTOR_MEMORY_GB", "1"),
                        Map.entry("WORKER_DISK_GB", "20"),
                        Map.entry("BATCH_MIB", "1"),
                        Map.entry("BATCH_OBJECTS", "1"),
                        Map.entry("TAKE_WORK_MINUTES", "0"),
                        Map.entry("LINGER_SECONDS", "0"),
                        Map.entry("LEASE_SECONDS", "3"),
                        Map.entry("PUBLISH_ROWS", "1"),
                        Map.entry("PUBLISH_MINUTES", "0"),
                        Map.entry("EXECUTION_TIMEOUT_MINUTES", "60"),
                        Map.entry("ON_ERROR", "continue"),
                        Map.entry("PUBLISH", "json"))));
    }

    @Test
    void theGreatest() {
        Deployed deployed = Synth.with(GREATEST);

        assertThat(capacity(deployed))
                .isEqualTo("{\"Cpu\":\"4000 vCPU\",\"Disk\":\"50000 GB\",\"Memory\":\"30000 GB\"}");
        assertThat(shape(deployed))
                .isEqualTo(sorted(Map.ofEntries(
                        Map.entry("MAX_VCPU", "4000"),
                        Map.entry("DRIVER_VCPU", "16"),
                        Map.entry("DRIVER_MEMORY_GB", "109"),
                        Map.entry("EXECUTOR_VCPU", "16"),
                        Map.entry("EXECUTOR_MEMORY_GB", "109"),
                        Map.entry("WORKER_DISK_GB", "200"),
                        Map.entry("SPARK_SUBMIT_PARAMETERS", "--conf spark.sql.shuffle.partitions=4000"),
                        Map.entry("BATCH_MIB", "1048576"),
                        Map.entry("BATCH_OBJECTS", "1000000"),
                        Map.entry("TAKE_WORK_MINUTES", "55"),
                        Map.entry("LINGER_SECONDS", "3300"),
                        Map.entry("LEASE_SECONDS", "600"),
                        Map.entry("PUBLISH_ROWS", "10000000"),
                        Map.entry("PUBLISH_MINUTES", "1439"),
                        Map.entry("EXECUTION_TIMEOUT_MINUTES", "720"),
                        Map.entry("ON_ERROR", "abort"),
                        Map.entry("PUBLISH", "json"))));
    }

    /** The job's own defaults hold for what nobody sets. */
    @Test
    void whatIsNotSetIsNotPassedOn() {
        assertThat(shape(Synth.defaults()).keySet())
                .containsExactly(
                        "DRIVER_MEMORY_GB",
                        "DRIVER_VCPU",
                        "EXECUTION_TIMEOUT_MINUTES",
                        "EXECUTOR_MEMORY_GB",
                        "EXECUTOR_VCPU",
                        "LINGER_SECONDS",
                        "MAX_VCPU",
                        "ON_ERROR",
                        "PUBLISH",
                        "WORKER_DISK_GB");
    }

    private static String capacity(Deployed deployed) {
        return deployed.only("AWS::EMRServerless::Application")
                .get("MaximumCapacity")
                .toString();
    }

    /** The launcher's environment without what says where things are. */
    private static Map<String, String> shape(Deployed deployed) {
        JsonNode variables = deployed.only("AWS::Lambda::Function").at("/Environment/Variables");
        Map<String, String> shape = new HashMap<>();
        variables
                .properties()
                .forEach(entry -> shape.put(entry.getKey(), entry.getValue().asText()));
        shape.keySet().removeIf(name -> name.matches("EMR_.*|ERASURE_KEY|JOB_JAR|INPUT_BUCKET|LAKE|(LOG|SONG)_PREFIX"));
        return sorted(shape);
    }

    private static Map<String, String> sorted(Map<String, String> map) {
        return new TreeMap<>(map);
    }
}
