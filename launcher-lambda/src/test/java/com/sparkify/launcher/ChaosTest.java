package com.sparkify.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.sparkify.launcher.Deadline.OutOfTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.emrserverless.model.JobRunState;

/**
 * Random histories: redelivered and reordered messages; calls that fail, are throttled, or lose their response;
 * functions killed at any step; late reports; runs that linger, leave work, are cancelled, fail, or hang. At any time
 * each message is in the queue, in a manifest, or loaded, and once the faults end, nudges alone load everything.
 */
class ChaosTest {
    private static final int HISTORIES = Integer.getInteger("chaos.histories", 100);
    private static final int MESSAGES = 6;
    /** The longest back-off, twice: nudges come every five minutes. */
    private static final int CALM_NUDGES = 48;

    @Test
    void nothingIsLost() {
        long seed = Long.getLong("chaos.seed", System.nanoTime());
        System.out.println("ChaosTest: -Dchaos.seed=" + seed + " -Dchaos.histories=" + HISTORIES);
        for (int i = 0; i < HISTORIES; i++) {
            History history = new History(seed + i);
            try {
                assertThat(history.played()).as("everything is loaded").isTrue();
            } catch (AssertionError e) {
                fail("%s: %s".formatted(history.replay, e.getMessage()), e);
            }
        }
    }

    private static final class History {
        private final String replay;
        private final Random random;
        private final LauncherFixture bench = new LauncherFixture();
        private final Lockstep lockstep = new Lockstep();
        private final SimulatedLake lake = new SimulatedLake(bench, lockstep);
        private final Set<String> queue = new TreeSet<>();
        private final Set<String> all = new TreeSet<>();
        private final List<String> submitted = new ArrayList<>();
        private boolean calm;

        History(long seed) {
            replay = "-Dchaos.seed=%d -Dchaos.histories=1".formatted(seed);
            lake.loadsStepByStep = true;
            random = new Random(seed);
            // a run takes manifests of the same millisecond in the order of their ids
            bench.ids = () -> new UUID(random.nextLong(), random.nextLong());
            lake.lingers = random.nextInt(3);
            // The first batch of a run always begins: work is left only beyond it.
            lake.takes = pending -> pending < 2 || random.nextBoolean() ? pending : 1 + random.nextInt(pending - 1);
            for (int i = 0; i < MESSAGES; i++) {
                queue.add("log_data/" + i + ".json");
            }
            all.addAll(queue);
            bench.s3.before = call -> before();
            bench.emr.before = call -> before();
            bench.s3.after = call -> after();
            bench.emr.after = call -> {
                submitStarted();
                after();
            };
        }

        boolean played() {
            for (int function = 0; function < 3; function++) {
                LauncherHandler instance = bench.newInstance();
                lockstep.actor(() -> deliveries(instance));
            }
            lockstep.actor(this::misfortunes);
            lockstep.run(random::nextInt);
            calm = true;
            bench.emr.lag = 0;
            hungRunsTimeOut();
            for (int nudge = 0; nudge < CALM_NUDGES && !isDone(); nudge++) {
                LauncherHandler instance = bench.newInstance();
                if (!queue.isEmpty()) {
                    lockstep.actor(() -> deliver(instance, List.copyOf(queue)));
                }
                lockstep.actor(() -> LauncherFixture.handle(instance, LauncherFixture.sample("nudge.json")));
                lockstep.run(random::nextInt);
                bench.clock.advance(Duration.ofMinutes(5));
            }
            return isDone();
        }

        private boolean isDone() {
            return queue.isEmpty() && bench.manifests().isEmpty() && lake.loaded.equals(all);
        }

        private void deliveries(LauncherHandler instance) {
            for (int i = 0; i < 5; i++) {
                List<String> messages =
                        all.stream().filter(message -> random.nextInt(3) == 0).toList();
                if (!messages.isEmpty()) {
                    deliver(instance, messages);
                }
                if (random.nextInt(4) == 0) {
                    nudge(instance);
                }
            }
        }

        private void deliver(LauncherHandler instance, List<String> messages) {
            JsonNode answer;
            try {
                answer = LauncherFixture.handle(instance, Puts.batch(messages));
            } catch (Killed e) {
                return;
            }
            List<String> failed = answer.findValuesAsText("itemIdentifier");
            messages.stream().filter(message -> !failed.contains(message)).forEach(message -> {
                queue.remove(message);
                assertThat(isSafe(message))
                        .as("%s: %s is acknowledged", replay, message)
                        .isTrue();
            });
        }

        private void nudge(LauncherHandler instance) {
            try {
                LauncherFixture.handle(instance, LauncherFixture.sample("nudge.json"));
            } catch (Killed | SdkException | OutOfTimeException e) {
                // The next nudge comes in five minutes.
            }
        }

        private boolean isSafe(String key) {
            return lake.loaded.contains(key)
                    || bench.announced().stream()
                            .anyMatch(object -> object.path("key").textValue().equals(key));
        }

        private void misfortunes() {
            for (int i = 0; i < 12; i++) {
                Lockstep.step();
                bench.emr.lag = random.nextInt(4);
                bench.clock.advance(Duration.ofSeconds(random.nextInt(random.nextInt(3) == 0 ? 900 : 5)));
                List<String> alive = submitted.stream()
                        .filter(launchId -> !lake.dead.contains(launchId))
                        .toList();
                if (!alive.isEmpty() && random.nextBoolean()) {
                    // RUNNING: it hangs, and is reported alive until its time is over.
                    JobRunState[] ends = {JobRunState.FAILED, JobRunState.CANCELLED, JobRunState.RUNNING};
                    lake.kill(alive.get(random.nextInt(alive.size())), ends[random.nextInt(ends.length)]);
                }
            }
        }

        private void hungRunsTimeOut() {
            bench.clock.advance(Duration.ofHours(3));
            lake.dead.forEach(launchId -> bench.emr.set(launchId, JobRunState.FAILED));
        }

        private void submitStarted() {
            for (String launchId : bench.emr.launchIds()) {
                if (!submitted.contains(launchId)) {
                    submitted.add(launchId);
                    lake.submit(launchId);
                }
            }
        }

        private void before() {
            Lockstep.step();
            misfortune();
        }

        private void after() {
            misfortune();
        }

        private void misfortune() {
            int dice = calm ? 99 : random.nextInt(40);
            if (dice == 0) {
                throw new Killed();
            } else if (dice == 1) {
                throw SdkClientException.create("Connection reset");
            } else if (dice == 2) {
                throw FakeEmr.throttled();
            }
        }
    }

    /** Lambda kills the function. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }
}
