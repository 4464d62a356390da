package com.sparkify.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.emrserverless.model.JobRunState;

/** Whatever the timing of events, each instance of the function starts at most one run while there is none to join. */
class SurplusRunsTest {

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "4, 0", "1, 1000", "2, 1000", "4, 1000"})
    void aBurstStartsAtMostOneRunForEachInstanceEvenIfNoListShowsThem(int instances, int lag) {
        for (int seed = 0; seed < 20; seed++) {
            LauncherFixture bench = new LauncherFixture();
            bench.emr.lag = lag;

            assertThat(burst(bench, instances, new Random(seed)))
                    .as("seed %d", seed)
                    .isBetween(1, instances);
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "4"})
    void eachTimeARunClosesEachInstanceStartsAtMostOneMore(int instances) {
        for (int seed = 0; seed < 20; seed++) {
            LauncherFixture bench = new LauncherFixture();
            int before = burst(bench, instances, new Random(seed));
            bench.emr.launchIds().forEach(launchId -> bench.s3.put("closing/" + launchId, new byte[0]));
            int after = burst(bench, instances, new Random(seed));

            assertThat(after - before).as("seed %d", seed).isBetween(1, instances);
        }
    }

    /** A run has ended, an event starts the next one, and the end of the first is a nudge. */
    @ParameterizedTest
    @CsvSource({"0", "1000"})
    void aNudgeRightAfterAStartStartsNoSecondRunAlthoughNoListShowsTheFirst(int lag) {
        LauncherFixture bench = new LauncherFixture();
        bench.emr.lag = lag;
        bench.handle(Puts.event("log_data/1.json"));
        bench.clock.advance(Duration.ofSeconds(1));
        bench.handle(LauncherFixture.sample("nudge.json"));
        assertThat(bench.emr.starts).hasSize(1);

        bench.s3.put("closing/" + bench.emr.launchIds().get(0), new byte[0]);
        bench.handle(LauncherFixture.sample("nudge.json"));
        assertThat(bench.emr.starts).as("a run that closes takes no more").hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"2"})
    void aHungRunCostsOneMoreRunAnHour(int instances) {
        LauncherFixture bench = new LauncherFixture();
        bench.emr.add("hung", JobRunState.RUNNING, bench.clock.instant());
        for (int minute = 0; minute < 180; minute++) {
            burst(bench, instances, new Random(minute));
            bench.clock.advance(Duration.ofMinutes(1));
        }

        assertThat(bench.emr.starts).hasSizeBetween(2, 2 * instances);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "4"})
    void aTrickleStartsNoRunWhileOneLingers(int instances) {
        LauncherFixture bench = new LauncherFixture();
        bench.emr.add("warm", JobRunState.RUNNING, bench.clock.instant());
        for (int minute = 0; minute < 45; minute++) {
            burst(bench, instances, new Random(minute));
            bench.clock.advance(Duration.ofMinutes(1));
        }

        assertThat(bench.emr.starts).isEmpty();
    }

    /** The number of runs started so far, after five events for each instance. */
    private static int burst(LauncherFixture bench, int instances, Random random) {
        Lockstep lockstep = new Lockstep();
        bench.s3.before = call -> Lockstep.step();
        bench.emr.before = call -> Lockstep.step();
        List<LauncherHandler> functions =
                IntStream.range(0, instances).mapToObj(i -> bench.newInstance()).toList();
        for (LauncherHandler function : functions) {
            lockstep.actor(() -> {
                for (int i = 0; i < 5; i++) {
                    LauncherFixture.handle(function, Puts.event("log_data/" + i + ".json"));
                }
            });
        }
        lockstep.run(random::nextInt);
        return bench.emr.starts.size();
    }
}
