package com.sparkify.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentSettingsTest {

    @Test
    void everythingHasADefault() {
        DeploymentSettings settings = DeploymentSettings.from(Map.of());

        assertThat(settings.releaseLabel()).isEqualTo("emr-spark-8.1.0");
        assertThat(settings.logPrefix()).isEqualTo("log_data/");
        assertThat(settings.shape().maxVcpu()).isEqualTo(8);
        assertThat(settings.ownsLogBucket()).isTrue();
        assertThat(settings.ownsLake()).isTrue();
    }

    /** The command line gives texts; cdk.json also numbers and flags. */
    @Test
    void takesTextsNumbersAndFlagsAndLeavesOtherContextAlone() {
        DeploymentSettings settings = DeploymentSettings.from(Map.of(
                "sparkify:maxVcpu",
                "12",
                "sparkify:batchWindowSeconds",
                5,
                "sparkify:createDatabases",
                false,
                "aws:cdk:something",
                "else"));

        assertThat(settings.shape().maxVcpu()).isEqualTo(12);
        assertThat(settings.batchWindowSeconds()).isEqualTo(5);
        assertThat(settings.createDatabases()).isFalse();
    }

    @Test
    void namesEveryWrongValueInOneMessage() {
        assertThatThrownBy(() -> DeploymentSettings.from(Map.of(
                        "sparkify:maxVcpu", "3",
                        "sparkify:publish", "csv",
                        "sparkify:logRetentionDays", "31",
                        "sparkify:executorMemoryGb", "15",
                        "sparkify:sparkParameters", "--conf spark.executor.memory=8g --num-executors 3",
                        "sparkify:queueTimeoutMinutes", "60",
                        "sparkify:releaseLabel", "emr-7.9.0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("""
                        Settings refused:
                          sparkify:releaseLabel 'emr-7.9.0' has Spark 3 on Scala 2.12, on which the job's jar does not run; \
                        choose emr-spark-8.1.0 or a later 8.x, or try this one with anyRelease=true
                          sparkify:publish must be json or none: 'csv'
                          sparkify:executorMemoryGb must be from 1 to 14 with 2 vCPU, since EMR adds a tenth and gives \
                        16 GB at most: 15
                          sparkify:maxVcpu must hold a driver and an executor, driverVcpu 2 and executorVcpu 2: 3
                          sparkify:sparkParameters must not set --num-executors: use maxVcpu
                          sparkify:sparkParameters must not set spark.executor.memory: use executorMemoryGb
                          sparkify:queueTimeoutMinutes must not be less than executionTimeoutMinutes, or a run fails while \
                        it waits for the one before it: 60 and 180
                          sparkify:logRetentionDays must be one of [1, 3, 5, 7, 14, 30, 60, 90, 180, 365]: 31""");
    }

    @Test
    void refusesTogetherWhatCannotRunTogether() {
        assertThatThrownBy(() -> DeploymentSettings.from(Map.of(
                        "sparkify:takeWorkMinutes", "50",
                        "sparkify:executionTimeoutMinutes", "64",
                        "sparkify:lingerSeconds", "3001",
                        "sparkify:publishMinutes", "90",
                        "sparkify:maxVcpu", "17",
                        "sparkify:driverVcpu", "16",
                        "sparkify:driverMemoryGb", "64")))
                .hasMessageContaining("lingerSeconds must not exceed takeWorkMinutes, 50: 3001")
                .hasMessageContaining(
                        "executionTimeoutMinutes must be 15 minutes longer than takeWorkMinutes, 50, for the"
                                + " last batch: 64")
                .hasMessageContaining("oldestPendingMinutes must exceed publishMinutes, 90, or its alarm rings")
                .hasMessageContaining(
                        "maxVcpu must hold a driver and an executor, driverVcpu 16 and executorVcpu 2: 17");
        assertThatThrownBy(() -> DeploymentSettings.from(Map.of(
                        "sparkify:publish", "none", "sparkify:publishRows", "10", "sparkify:publishMinutes", "1")))
                .hasMessageContaining("publishMinutes must not be set where publish is none: 1")
                .hasMessageContaining("publishRows must not be set where publish is none: 10");
    }

    @ParameterizedTest
    @CsvSource({
        "emr-spark-8.1.0, ''",
        "emr-spark-8.2.1, ''",
        "emr-spark-8.10.0, ''",
        "emr-spark-8.0.0, has Spark 4.0 and Iceberg 1.10",
        "emr-7.9.0, has Spark 3 on Scala 2.12",
        "emr-spark-9.0.0, is not supported by the job",
        "emr-8.1.0, is not supported by the job",
        "latest, must be such as emr-spark-8.1.0: 'latest'",
    })
    void takesReleasesThatTheJobRunsOn(String label, String problem) {
        assertThat(Release.problems(label, false))
                .hasSize(problem.isEmpty() ? 0 : 1)
                .allSatisfy(told -> assertThat(told).contains(problem));
    }

    @Test
    void takesAnyReleaseIfItIsAskedTo() {
        assertThat(DeploymentSettings.from(
                                Map.of("sparkify:releaseLabel", "emr-spark-8.0.0", "sparkify:anyRelease", true))
                        .releaseLabel())
                .isEqualTo("emr-spark-8.0.0");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 2",
        "1, 7, 8",
        "2, 3, 4",
        "2, 6, 7",
        "2, 14, 16",
        "4, 27, 30",
        "8, 15, 20",
        "8, 54, 60",
        "16, 40, 48",
        "16, 109, 120",
    })
    void aWorkerIsTheSmallestThatHoldsTheMemoryAndATenth(int vcpu, int memory, int worker) {
        assertThat(new Worker("driver", vcpu, memory).problems()).isEmpty();
        assertThat(new Worker("driver", vcpu, memory).workerGigabytes()).isEqualTo(worker);
    }

    @ParameterizedTest
    @CsvSource({"1, 8", "2, 15", "4, 28", "8, 55", "16, 110", "2, 0", "3, 4"})
    void aWorkerThatEmrDoesNotOfferIsRefused(int vcpu, int memory) {
        assertThat(new Worker("executor", vcpu, memory).problems()).hasSize(1);
    }

    @Test
    void refusesASettingThatDoesNotExist() {
        assertThatThrownBy(() -> DeploymentSettings.from(Map.of("sparkify:maxVCPU", "8")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sparkify:maxVCPU is not a setting; the settings are alarmEmail, anyRelease,");
    }

    @ParameterizedTest
    @CsvSource({
        "maxVcpu, eight, must be a whole number: 'eight'",
        "createDatabases, yes, must be true or false: 'yes'",
        "logPrefix, log_data, must be a folder such as log_data/: 'log_data'",
        "logPrefix, '', must be a folder such as log_data/: ''",
        "logBucket, My_Bucket, 'must be a bucket name, or empty for a new one: ''My_Bucket'''",
        "lake, lake/path, 'must be s3://bucket/path, or empty for a new bucket: ''lake/path'''",
        "executionTimeoutMinutes, 59, must be from 60 to 720: 59",
        "executionTimeoutMinutes, 721, must be from 60 to 720: 721",
        "batchMib, much, must be a whole number: 'much'",
        "batchMib, 0, must be from 1 to 1048576: 0",
        "takeWorkMinutes, 56, must be from 0 to 55: 56",
        "workerDiskGb, 201, must be from 20 to 200: 201",
        "sparkParameters, spark.x=1, must begin with --",
        "kmsKeyArns, alias/lake, must be ARNs of keys",
        "launcherRuntime, java11, 'must be java17, java21 or java25: ''java11'''",
        "songPrefix, log_data/songs/, must not lie in one another",
    })
    void refuses(String name, String value, String message) {
        assertThatThrownBy(() -> DeploymentSettings.from(Map.of("sparkify:" + name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "their-logs, s3://their-logs/log_data",
        "their-logs, s3://their-logs/log_data/lake",
        "their-logs, s3://their-logs/song_data/2018/",
        "'', s3://sparkify-logs-123456789012-eu-west-1/log_data/lake",
    })
    void refusesALakeUnderAnInputPrefix(String logBucket, String lake) {
        assertThatThrownBy(
                        () -> DeploymentSettings.from(Map.of("sparkify:logBucket", logBucket, "sparkify:lake", lake)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lake must not lie under an input prefix")
                .hasMessageContaining(lake);
    }

    @Test
    void refusesAnInputPrefixInsideTheLake() {
        assertThatThrownBy(() -> DeploymentSettings.from(Map.of(
                        "sparkify:logBucket", "one-bucket",
                        "sparkify:lake", "s3://one-bucket",
                        "sparkify:logPrefix", "json/")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'s3://one-bucket' and 'json/'; choose another path or bucket");
    }

    @Test
    void takesALakeBesideTheInput() {
        assertThat(DeploymentSettings.from(
                                Map.of("sparkify:logBucket", "one-bucket", "sparkify:lake", "s3://one-bucket"))
                        .ownsLake())
                .isFalse();
        assertThat(DeploymentSettings.from(
                                Map.of("sparkify:logBucket", "a-bucket", "sparkify:lake", "s3://b-bucket/log_data"))
                        .ownsLogBucket())
                .isFalse();
    }

    @Test
    void theGuideNamesEverySettingWithItsDefault() throws Exception {
        String guide = Files.readString(Path.of("..", "docs", "operations.md"));
        SettingsReader.DEFAULTS.forEach((name, value) ->
                assertThat(guide).contains("| `" + name + "` | " + (value.isEmpty() ? "" : "`" + value + "` ") + "|"));
    }
}
