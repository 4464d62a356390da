package com.sparkify.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.local.lambda.EventSourceMapping;
import com.sparkify.local.queue.BucketNotification;
import com.sparkify.local.s3.CreatedObject;
import com.sparkify.local.test.LocalAws;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand puts within seconds cause few calls, and none is lost. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class LauncherBurstIT {

    private static final int PUTS = 10_000;

    @RegisterExtension
    final LocalAws aws = LocalAws.withBuckets(PackagedLauncher.INPUT, PackagedLauncher.LAKE);

    @TempDir
    Path folder;

    @Test
    void tenThousandPutsAreAFewCalls() throws Exception {
        Set<String> expected = new TreeSet<>();
        try (var stage = new PackagedLauncher(aws, folder, Duration.ofMinutes(3), () -> false);
                var notification = new BucketNotification(stage.queue, stage.region(), object -> true);
                var mapping =
                        new EventSourceMapping(stage.queue, stage.function, Duration.ofSeconds(2), stage.region())) {
            mapping.start();
            for (int i = 0; i < PUTS; i++) {
                String key = "log_data/2018/11/2018-11-12-part-%05d-events.json".formatted(i);
                expected.add(key);
                notification.stored(new CreatedObject("sparkify-logs", key, 100, "e", "ObjectCreated:Put"));
            }
            while (!notification.isIdle() || stage.queue.size() > 0) {
                TimeUnit.MILLISECONDS.sleep(200);
            }

            System.out.printf(
                    "LauncherBurstIT: %d puts, %d StartJobRun, %d ListJobRuns%n",
                    PUTS, stage.calls("POST"), stage.calls("GET"));
            assertThat(stage.announced()).isEqualTo(expected);
            assertThat(stage.calls("POST")).isBetween(1L, 3L);
            assertThat(stage.calls("GET")).isLessThan(100);
            assertThat(stage.queue.deadLetters()).isZero();
        }
    }
}
