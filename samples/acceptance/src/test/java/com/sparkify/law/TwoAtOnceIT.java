package com.sparkify.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two concurrent runs over the same lake: one works, the other ends with a clear message, and no row is lost or
 * duplicated.
 */
class TwoAtOnceIT {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void oneOfTwoRunsLoadsAndNothingIsLost() throws IOException {
        rounds(2);
    }

    @Test
    @Tag("thorough")
    void twentyRounds() throws IOException {
        rounds(20);
    }

    private void rounds(int rounds) throws IOException {
        try (LocalLake lake = new LocalLake(folder)) {
            lake.begin("two");
            ModelWorld world = new ModelWorld(ModelWorld.OnError.CONTINUE);
            try (JobJvm one = JobJvm.start(folder.resolve("one"), lake.endpoint(), lake.spark());
                    JobJvm two = JobJvm.start(folder.resolve("two"), lake.endpoint(), lake.spark())) {
                // Both sessions are there before the race begins.
                one.query("SELECT 1");
                two.query("SELECT 1");
                int turnedAway = 0;
                for (int round = 0; round < rounds; round++) {
                    List<List<Action>> steps = Schedule.of(100 + round).steps();
                    steps.get(round % steps.size()).forEach(action -> action.happen(world, lake));
                    turnedAway += race(lake, one, two);
                    one.useLake(lake.catalog());
                    assertThat(one.run(lake.arguments()).exitCode()).isZero();
                    world.run();
                    assertThat(lake.pendingManifests()).isZero();
                    assertThat(world.rows().differences(TablesNow.rows(one)))
                            .as("round " + round)
                            .isEmpty();
                    assertThat(Published.read(lake.published())).isEqualTo(Published.expected(world.rows()));
                }
                System.out.printf("two at once: %d rounds, %d runs turned away%n", rounds, turnedAway);
                assertThat(turnedAway).isPositive();
                String messages = Files.readString(one.log()) + Files.readString(two.log());
                assertThat(messages).contains("holds the lease");
            }
        }
    }

    /** How many of the two were turned away. */
    private static int race(LocalLake lake, JobJvm one, JobJvm two) throws IOException {
        one.useLake(lake.catalog());
        two.useLake(lake.catalog());
        CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> exitCode(lake, one));
        CompletableFuture<Integer> second = CompletableFuture.supplyAsync(() -> exitCode(lake, two));
        List<Integer> codes = List.of(first.join(), second.join());
        assertThat(codes).contains(0).allMatch(code -> code == 0 || code == 3);
        return codes.contains(3) ? 1 : 0;
    }

    private static int exitCode(LocalLake lake, JobJvm job) {
        try {
            // a renewal every second shortens the wait of the run that is turned away
            return job.run(lake.arguments("--lease-seconds", "6")).exitCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
