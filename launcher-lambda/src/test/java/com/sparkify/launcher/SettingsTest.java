package com.sparkify.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @Test
    void everyMissingAndWrongVariableIsNamedInOneMessage() {
        assertThatThrownBy(() -> Settings.from(Map.of(
                        "EMR_APPLICATION_ID", "Not An Id",
                        "LOG_PREFIX", "log_data",
                        "ON_ERROR", "ignore",
                        "MAX_VCPU", "2",
                        "DRIVER_VCPU", "3")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Environment of the launcher: "
                        + "EMR_APPLICATION_ID must be an id such as 00fabc1234567890: 'Not An Id'; "
                        + "EMR_EXECUTION_ROLE_ARN is missing; JOB_JAR is missing; INPUT_BUCKET is missing; "
                        + "LOG_PREFIX must be a folder such as log_data/: 'log_data'; LAKE is missing; "
                        + "ON_ERROR must be one of continue, skip-file, abort: 'ignore'; "
                        + "DRIVER_VCPU must be one of 1, 2, 4, 8, 16: '3'");
    }

    @Test
    void theDefaultsAreThoseOfTheProtocol() {
        Settings settings = Settings.from(LauncherFixture.ENVIRONMENT);

        assertThat(settings.inputs()).isEqualTo(new InputPrefixes("sparkify-logs", "log_data/", "song_data/"));
        assertThat(settings.onError()).isEqualTo("continue");
        assertThat(settings.publish()).isEqualTo("json");
        assertThat(settings.executionTimeoutMinutes()).isEqualTo(180);
        assertThat(settings.prime()).isFalse();
    }

    @Test
    void theDefaultShapeIsASmallDriverAndExecutorsUpToEightVcpus() {
        RunShape shape = Settings.from(LauncherFixture.ENVIRONMENT).shape();

        assertThat(shape.driverVcpu() + shape.maxExecutors() * shape.executorVcpu())
                .isEqualTo(8);
        assertThat(shape.sparkSubmitParameters())
                .isEqualTo("--class com.sparkify.etl.Main --conf spark.driver.cores=2 --conf spark.driver.memory=3g"
                        + " --conf spark.executor.cores=2 --conf spark.executor.memory=6g"
                        + " --conf spark.dynamicAllocation.enabled=true"
                        + " --conf spark.dynamicAllocation.minExecutors=0"
                        + " --conf spark.dynamicAllocation.initialExecutors=0"
                        + " --conf spark.executor.instances=0"
                        + " --conf spark.dynamicAllocation.shuffleTracking.timeout=60s"
                        + " --conf spark.dynamicAllocation.maxExecutors=3");
    }

    @Test
    void furtherParametersFollowTheShape() {
        Settings settings = with("SPARK_SUBMIT_PARAMETERS", "--conf spark.sql.shuffle.partitions=8");

        assertThat(settings.shape().sparkSubmitParameters()).endsWith(" --conf spark.sql.shuffle.partitions=8");
    }

    @Test
    void theDiskOfTheWorkersIsTheServicesUnlessItIsSet() {
        assertThat(with("WORKER_DISK_GB", "200").shape().sparkSubmitParameters())
                .endsWith(" --conf spark.emr-serverless.driver.disk=200G"
                        + " --conf spark.emr-serverless.executor.disk=200G");
    }

    @Test
    void theJobIsToldOnlyWhatIsSet() {
        Instant submittedAt = Instant.parse("2018-11-12T10:15:30.999Z");
        assertThat(Settings.from(LauncherFixture.ENVIRONMENT).entryPointArguments("id", submittedAt))
                .containsExactly(
                        "--input-bucket", "sparkify-logs",
                        "--log-prefix", "log_data/",
                        "--song-prefix", "song_data/",
                        "--lake", "s3://sparkify-lake",
                        "--launch-id", "id",
                        "--on-error", "continue",
                        "--publish", "json",
                        "--submitted-at", "2018-11-12T10:15:30Z",
                        "--time-limit-minutes", "180");

        Map<String, String> variables = new HashMap<>(LauncherFixture.ENVIRONMENT);
        variables.putAll(Map.of(
                "BATCH_MIB", "64",
                "BATCH_OBJECTS", "500",
                "TAKE_WORK_MINUTES", "10",
                "LINGER_SECONDS", "0",
                "LEASE_SECONDS", "60",
                "PUBLISH_ROWS", "1000",
                "PUBLISH_MINUTES", "",
                "EXECUTION_TIMEOUT_MINUTES", "90",
                "ERASURE_KEY", "arn:aws:kms:eu-west-1:123456789012:key/mrk-1"));
        List<String> arguments = Settings.from(variables).entryPointArguments("id", submittedAt);
        assertThat(arguments.subList(16, arguments.size()))
                .containsExactly(
                        "--time-limit-minutes", "90",
                        "--batch-mib", "64",
                        "--batch-objects", "500",
                        "--take-work-minutes", "10",
                        "--linger-seconds", "0",
                        "--lease-seconds", "60",
                        "--publish-rows", "1000",
                        "--erasure-key", "arn:aws:kms:eu-west-1:123456789012:key/mrk-1");
    }

    @Test
    void aCeilingThatHoldsNoExecutorIsRefused() {
        assertThatThrownBy(() -> with("MAX_VCPU", "3"))
                .hasMessage("Environment of the launcher: MAX_VCPU must hold one driver and one executor, 2 + 2: '3'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://sparkify-logs/log_data", "s3://sparkify-logs/song_data/lake/"})
    void aLakeUnderAnInputPrefixIsRefused(String lake) {
        assertThatThrownBy(() -> with("LAKE", lake)).hasMessageContaining("LAKE must not lie under an input prefix: '");
    }

    @Test
    void inputPrefixesMustNotContainEachOther() {
        assertThatThrownBy(() -> with("SONG_PREFIX", "log_data/songs/"))
                .hasMessageContaining("LOG_PREFIX and SONG_PREFIX must not contain each other");
    }

    @ParameterizedTest
    @CsvSource({
        "EMR_EXECUTION_ROLE_ARN, arn:aws:iam::1:role/x",
        "JOB_JAR, spark-job.jar",
        "INPUT_BUCKET, Sparkify",
        "LAKE, sparkify-lake",
        "LAKE, s3://sparkify-lake//x",
        "PUBLISH, csv",
        "PRIME, yes",
        "EXECUTION_TIMEOUT_MINUTES, 0",
        "TAKE_WORK_MINUTES, 60",
        "LEASE_SECONDS, 2",
        "PUBLISH_ROWS, many",
        "WORKER_DISK_GB, 10",
    })
    void aWrongValueIsToldWithItsName(String name, String value) {
        assertThatThrownBy(() -> with(name, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name + " must ")
                .hasMessageContaining("'" + value + "'");
    }

    private static Settings with(String name, String value) {
        Map<String, String> variables = new HashMap<>(LauncherFixture.ENVIRONMENT);
        variables.put(name, value);
        return Settings.from(variables);
    }
}
