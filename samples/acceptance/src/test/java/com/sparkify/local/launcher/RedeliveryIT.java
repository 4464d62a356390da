package com.sparkify.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.local.lambda.EventSourceMapping;
import com.sparkify.local.lambda.Invoker;
import com.sparkify.local.queue.BucketNotification;
import com.sparkify.local.s3.CreatedObject;
import com.sparkify.local.test.LocalAws;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Batches are dropped or redelivered although they were processed, and the function is killed while a request or
 * response is in flight: every message that left the queue is in a manifest.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RedeliveryIT {

    private static final int OBJECTS = 120;
    private static final int ROUNDS = 24;
    private static final int KILLS = 5;
    private static final int MOST_ROUNDS = 300;

    /** The response of a function that died: the whole batch is redelivered. */
    private static final byte[] NOTHING = {'x'};

    @RegisterExtension
    final LocalAws aws = LocalAws.withBuckets(PackagedLauncher.INPUT, PackagedLauncher.LAKE);

    @TempDir
    Path folder;

    private final long seed = Long.getLong("redelivery.seed", System.nanoTime());
    private final Random random = new Random(seed);
    /** Number of pieces to forward before the function is killed; negative: no limit. */
    private final AtomicInteger piecesToLive = new AtomicInteger(-1);

    private final AtomicInteger rounds = new AtomicInteger();
    private final AtomicInteger kills = new AtomicInteger();

    @Test
    void whatLeftTheQueueIsInAManifest() throws Exception {
        System.out.println("RedeliveryIT: -Dredelivery.seed=" + seed);
        Set<String> expected = new TreeSet<>();
        try (var stage = new PackagedLauncher(aws, folder, Duration.ofSeconds(1), this::cut);
                var notification = new BucketNotification(stage.queue, stage.region(), object -> true);
                var mapping = new EventSourceMapping(
                        stage.queue, misfortunes(stage.function), Duration.ZERO, stage.region())) {
            for (int i = 0; i < OBJECTS; i++) {
                String key = "log_data/2018/11/é +%% %d.json".formatted(i);
                expected.add(key);
                notification.stored(new CreatedObject("sparkify-logs", key, 1, "e", "ObjectCreated:Put"));
            }
            mapping.start();
            while (!notification.isIdle() || stage.queue.size() > 0 || !wasEnough()) {
                assertThat(rounds).as("seed %d, %s kills", seed, kills).hasValueLessThan(MOST_ROUNDS);
                if (stage.queue.size() == 0) {
                    String key = "log_data/2018/12/%d.json".formatted(expected.size());
                    expected.add(key);
                    notification.stored(new CreatedObject("sparkify-logs", key, 1, "e", "ObjectCreated:Put"));
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }

            System.out.printf(
                    "RedeliveryIT: %d deliveries, %d kills, %d runs%n", rounds.get(), kills.get(), stage.runs());
            assertThat(stage.queue.deadLetters()).isZero();
            assertThat(stage.announced()).isEqualTo(expected);
        }
    }

    private boolean wasEnough() {
        return rounds.get() >= ROUNDS && kills.get() >= KILLS;
    }

    private Invoker misfortunes(Invoker function) {
        return event -> {
            boolean calm = wasEnough();
            rounds.incrementAndGet();
            int dice = calm ? 9 : random.nextInt(6);
            if (dice == 0) {
                return NOTHING;
            }
            if (dice == 1 || dice == 2) {
                piecesToLive.set(random.nextInt(10));
            }
            byte[] answer = function.invoke(event);
            piecesToLive.set(-1);
            for (int again = dice == 3 ? random.nextInt(4) : 0; again > 0; again--) {
                answer = function.invoke(event);
            }
            return dice == 4 ? NOTHING : answer;
        };
    }

    /** Kills the function, in either direction of the piece. */
    private boolean cut() {
        if (piecesToLive.get() < 0 || piecesToLive.getAndDecrement() > 0) {
            return false;
        }
        ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains("api.client.AWSLambda"))
                .filter(ProcessHandle::destroyForcibly)
                .forEach(killed -> kills.incrementAndGet());
        return true;
    }
}
