package com.sparkify.local.smoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sparkify.local.access.SigningKeys;
import com.sparkify.local.emr.Driver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deployments with one fault each: the smoke test names the failed stage and its cause. */
class SmokeFailuresIT {
    /** Long for stages that succeed on a loaded machine, short for stages that fail. */
    private static final Duration LONG = Duration.ofSeconds(60);

    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final String NO_ICEBERG =
            "org.apache.spark.SparkException: Cannot find catalog plugin class for catalog 'lake'";

    @TempDir
    private Path folder;

    @Test
    void withoutANotification() throws Exception {
        assertFails(
                new Faults(false, SigningKeys.LOCAL, ended(0), ""),
                patience(SHORT, LONG),
                SmokeStage.ANNOUNCED,
                "EventBridge on");
    }

    @Test
    void withALauncherThatMayNotWrite() throws Exception {
        var others = new SigningKeys("local", "another-secret", SigningKeys.LOCAL.region());
        assertFails(
                new Faults(true, others, ended(0), ""),
                patience(LONG, SHORT),
                SmokeStage.TAKEN,
                "may not write to pending/");
    }

    @Test
    void withAReleaseThatHasNoIceberg() throws Exception {
        assertFails(
                new Faults(true, SigningKeys.LOCAL, ended(1), NO_ICEBERG),
                patience(LONG, LONG),
                SmokeStage.RUN,
                "where the setting icebergJar");
    }

    @Test
    void withARunThatFails() throws Exception {
        assertFails(
                new Faults(true, SigningKeys.LOCAL, ended(7), ""),
                patience(LONG, LONG),
                SmokeStage.RUN,
                "is FAILED: Driver exited with code 7");
    }

    private void assertFails(Faults faults, Patience patience, SmokeStage stage, String cause) throws Exception {
        List<String> steps = new ArrayList<>();
        try (FaultyStack stack = new FaultyStack(folder, faults)) {
            var smoke = new Smoke(
                    stack.target(),
                    patience,
                    (songplay, start, key) -> {
                        throw new AssertionError("Nothing was loaded, and the table is read");
                    },
                    steps::add);
            var failure = catchThrowableOfType(SmokeFailure.class, smoke::run);
            assertThat(failure.stage()).as(failure.getMessage()).isEqualTo(stage);
            assertThat(failure).hasMessageContaining(cause);
            assertThat(steps).noneSatisfy(step -> assertThat(step).startsWith("ok " + stage));
            assertThat(stack.inputKeys()).isEmpty();
        }
    }

    private static Patience patience(Duration announced, Duration taken) {
        return new Patience(Duration.ofMillis(50), announced, taken, LONG, LONG);
    }

    private static Driver ended(int exitCode) {
        return run -> new ProcessBuilder("sh", "-c", "exit " + exitCode).start();
    }

    /**
     * The fault of a stack.
     *
     * @param launcherKeys keys with which the launcher signs
     * @param runLog log of a run
     */
    record Faults(boolean announces, SigningKeys launcherKeys, Driver driver, String runLog) {}
}
