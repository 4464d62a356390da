package com.sparkify.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    @Test
    void everythingHasADefault() {
        Settings settings = Settings.from(Map.of());

        assertThat(settings.releaseLabel()).isEqualTo("emr-spark-8.1.0");
        assertThat(settings.logPrefix()).isEqualTo("log_data/");
        assertThat(settings.maxVcpu()).isEqualTo(8);
        assertThat(settings.ownsLogBucket()).isTrue();
        assertThat(settings.ownsLake()).isTrue();
    }

    /** The command line gives texts; cdk.json also numbers and flags. */
    @Test
    void takesTextsNumbersAndFlagsAndLeavesOtherContextAlone() {
        Settings settings = Settings.from(Map.of(
                "sparkify:maxVcpu",
                "12",
                "sparkify:batchWindowSeconds",
                5,
                "sparkify:createDatabases",
                false,
                "aws:cdk:something",
                "else"));

        assertThat(settings.maxVcpu()).isEqualTo(12);
        assertThat(settings.batchWindowSeconds()).isEqualTo(5);
        assertThat(settings.createDatabases()).isFalse();
    }

    @Test
    void namesEveryWrongValueInOneMessage() {
        assertThatThrownBy(() -> Settings.from(
                        Map.of("sparkify:maxVcpu", "3", "sparkify:publish", "csv", "sparkify:logRetentionDays", "31")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sparkify:maxVcpu must be from 4 to 4000: 3")
                .hasMessageContaining("sparkify:publish must be json or none: 'csv'")
                .hasMessageContaining("sparkify:logRetentionDays must be one of [1, 3, 5,");
    }

    @Test
    void refusesASettingThatDoesNotExist() {
        assertThatThrownBy(() -> Settings.from(Map.of("sparkify:maxVCPU", "8")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sparkify:maxVCPU is no setting; the settings are alarmEmail, batchSize,");
    }

    @ParameterizedTest
    @CsvSource({
        "maxVcpu, eight, must be a whole number: 'eight'",
        "createDatabases, yes, must be true or false: 'yes'",
        "logPrefix, log_data, must be a folder such as log_data/: 'log_data'",
        "logPrefix, '', must be a folder such as log_data/: ''",
        "logBucket, My_Bucket, 'must be a bucket name, or empty for a new one: ''My_Bucket'''",
        "lake, lake/path, 'must be s3://bucket/path, or empty for a new bucket: ''lake/path'''",
        "executionTimeoutMinutes, 45, must be from 60 to 10080: 45",
        "launcherRuntime, java11, 'must be java17, java21 or java25: ''java11'''",
        "songPrefix, log_data/songs/, must not lie in one another",
    })
    void refuses(String name, String value, String message) {
        assertThatThrownBy(() -> Settings.from(Map.of("sparkify:" + name, value)))
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
        assertThatThrownBy(() -> Settings.from(Map.of("sparkify:logBucket", logBucket, "sparkify:lake", lake)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lake must not lie under an input prefix")
                .hasMessageContaining(lake);
    }

    @Test
    void refusesAnInputPrefixInsideTheLake() {
        assertThatThrownBy(() -> Settings.from(Map.of(
                        "sparkify:logBucket", "one-bucket",
                        "sparkify:lake", "s3://one-bucket",
                        "sparkify:logPrefix", "json/")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'s3://one-bucket' and 'json/'; choose another path or bucket");
    }

    @Test
    void takesALakeBesideTheInput() {
        assertThat(Settings.from(Map.of("sparkify:logBucket", "one-bucket", "sparkify:lake", "s3://one-bucket"))
                        .ownsLake())
                .isFalse();
        assertThat(Settings.from(Map.of("sparkify:logBucket", "a-bucket", "sparkify:lake", "s3://b-bucket/log_data"))
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
