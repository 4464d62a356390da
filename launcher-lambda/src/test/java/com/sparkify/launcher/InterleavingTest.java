package com.sparkify.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.emrserverless.model.JobRunState;

/**
 * Executes every order of the steps of launchers (write the manifest, list runs, check the closing mark, start) and of a
 * run (list, load, list again while it lingers, close, list again, load, exit), sequentially and without a nudge: every
 * object that a launcher accepted is loaded by the run that it joined or started. The orders of two launchers are left to
 * the thorough build, because the enumeration of the protocol covers them in every build.
 */
class InterleavingTest {

    @Test
    void whatOneLauncherTakesWhileARunClosesIsLoaded() {
        int orders = everyOrder(1, JobRunState.RUNNING, 0, 0);

        assertThat(orders).isGreaterThan(50);
    }

    @Test
    @Tag("thorough")
    void whatTwoLaunchersTakeWhileARunClosesIsLoaded() {
        int orders = everyOrder(2, JobRunState.RUNNING, 0, 0);

        assertThat(orders).isGreaterThan(10_000);
    }

    /** The list may say RUNNING long after the run has gone, or not show it yet. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void whatTheServiceReportsLateDoesNotMatter(int lag) {
        everyOrder(1, JobRunState.SUBMITTED, lag, 0);
    }

    @Test
    void whatOneLauncherTakesWhileARunLingersIsLoaded() {
        int orders = everyOrder(1, JobRunState.RUNNING, 0, 3);

        assertThat(orders).isGreaterThan(100);
    }

    @Test
    @Tag("thorough")
    void whatTwoLaunchersTakeWhileARunLingersIsLoaded() {
        int orders = everyOrder(2, JobRunState.RUNNING, 0, 1);

        assertThat(orders).isGreaterThan(10_000);
    }

    private static int everyOrder(int launchers, JobRunState state, int lag, int lingers) {
        Interleavings schedules = new Interleavings();
        int orders = 0;
        do {
            oneOrder(launchers, state, lag, lingers, schedules);
            orders++;
        } while (schedules.next());
        return orders;
    }

    private static void oneOrder(int launchers, JobRunState state, int lag, int lingers, Interleavings schedules) {
        LauncherFixture bench = new LauncherFixture();
        Lockstep lockstep = new Lockstep();
        SimulatedLake lake = new SimulatedLake(bench, lockstep);
        lake.lingers = lingers;
        bench.emr.lag = lag;
        bench.emr.add("old", state, bench.clock.instant());
        lake.submit("old");
        bench.s3.before = call -> Lockstep.step();
        bench.emr.before = call -> Lockstep.step();
        List<LauncherHandler> instances =
                IntStream.range(0, launchers).mapToObj(i -> bench.newInstance()).toList();
        Set<String> taken = new TreeSet<>();
        int[] written = {0};
        bench.s3.after = call -> written[0] += call.equals("PutObject") ? 1 : 0;
        for (int i = 0; i < launchers; i++) {
            LauncherHandler instance = instances.get(i);
            String key = "log_data/" + i + ".json";
            taken.add(key);
            // The launchers are alike: it is enough to have them write in this order.
            int before = i;
            lockstep.actor(() -> written[0] >= before, () -> LauncherFixture.handle(instance, Puts.event(key)));
        }
        lockstep.run(schedules);

        // New runs touch nothing that a launcher still at work depends on, other than what the old one touches too.
        Lockstep rest = new Lockstep();
        SimulatedLake newRuns = new SimulatedLake(bench, rest);
        bench.emr.launchIds().forEach(newRuns::submit);
        rest.run(options -> 0);
        lake.loaded.addAll(newRuns.loaded);
        assertThat(lake.loaded).isEqualTo(taken);
        assertThat(bench.emr.starts).hasSizeLessThanOrEqualTo(launchers);
    }
}
