package com.sparkify.law;

import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.local.fault.FaultGate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The law, the single writer and a kill, while a run lingers. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class LingeringIT {
    private static final long SEED = 245;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private final ModelWorld world = new ModelWorld(ModelWorld.OnError.CONTINUE);
    private final List<List<Action>> steps = Schedule.of(SEED).steps();
    private LocalLake lake;
    private JobJvm warm;
    private JobJvm lingering;
    private CompletableFuture<JobJvm.Run> run;

    @BeforeEach
    void start() throws IOException {
        WarmJob job = WarmJob.on("lingering-" + System.nanoTime());
        lake = job.lake();
        warm = job.job();
        lingering = JobJvm.startPlain(folder, lake.endpoint(), lake.sparkOfOneTask());
    }

    @AfterEach
    void stop() {
        lake.gate().apply(FaultGate.OPEN);
        lingering.close();
    }

    @Test
    void oneLingeringRunTakesAllStepsOfASchedule() throws Exception {
        for (int step = 0; step < steps.size(); step++) {
            happen(step);
            if (step == 0) {
                run = start("--linger-seconds", "3", "--lease-seconds", "6");
            } else {
                // exit code 3, or 0 without work if the other run was faster
                assertThat(warm.run(lake.arguments("--lease-seconds", "6")).exitCode())
                        .isIn(0, 3);
            }
            awaitLoaded();
            world.run();
            assertThat(Published.read(lake.published())).isEqualTo(Published.expected(world.rows()));
            assertThat(run).isNotDone();
        }
        assertThat(run.get().exitCode()).isZero();
        assertAllIsWell();
    }

    @Test
    @Tag("thorough")
    void aKillWhileALingeringRunLoadsWhatCameLosesNothing() throws Exception {
        happen(0);
        run = start("--linger-seconds", "60", "--lease-seconds", "3");
        awaitLoaded();
        world.run();
        happen(1, Killer.of(new Moment("commit songplays", 1, Moment.Side.AFTER), lingering.process()));
        world.run();
        assertThat(run).failsWithin(60, TimeUnit.SECONDS);
        assertThat(lingering.process().waitFor()).isEqualTo(137);
        lake.gate().apply(FaultGate.OPEN);
        assertThat(lake.pendingManifests()).isPositive();

        assertThat(warm.run(lake.arguments("--lease-seconds", "3")).exitCode()).isZero();
        assertAllIsWell();
    }

    @Test
    void aLingeringRunThatIsAskedToEndInABatchExcusesIt() throws Exception {
        happen(0);
        run = start("--linger-seconds", "60", "--lease-seconds", "3");
        awaitLoaded();
        world.run();
        happen(1, sigtermAt("commit songplays"));
        world.run();
        assertThat(lingering.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
        lake.gate().apply(FaultGate.OPEN);
        assertThat(lake.state()).contains("\"excused\":true").doesNotContain("\"deaths\":1");

        assertThat(warm.run(lake.arguments("--lease-seconds", "3")).exitCode()).isZero();
        assertAllIsWell();
    }

    private FaultGate.Rule sigtermAt(String step) {
        return request -> {
            if (Moment.kind(request).filter(step::equals).isPresent()) {
                lingering.process().destroy();
                // the request is answered after the JVM had time for its shutdown hooks
                TimeUnit.SECONDS.sleep(2);
            }
            return FaultGate.Verdict.FORWARD;
        };
    }

    private void happen(int step) throws InterruptedException {
        happen(step, FaultGate.OPEN);
    }

    /** Executes a step atomically from the run's point of view: its requests wait meanwhile. */
    private void happen(int step, FaultGate.Rule afterwards) throws InterruptedException {
        CountDownLatch isOver = new CountDownLatch(1);
        lake.gate().apply(request -> {
            isOver.await();
            return FaultGate.Verdict.FORWARD;
        });
        // requests in flight are answered by then
        TimeUnit.MILLISECONDS.sleep(200);
        steps.get(step).forEach(action -> action.happen(world, lake));
        lake.gate().apply(afterwards);
        isOver.countDown();
    }

    private CompletableFuture<JobJvm.Run> start(String... more) throws IOException {
        lingering.useLake(lake.catalog());
        List<String> arguments = lake.arguments(more);
        return CompletableFuture.supplyAsync(() -> {
            try {
                return lingering.run(arguments);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void awaitLoaded() throws InterruptedException {
        while (lake.pendingManifests() > 0) {
            assertThat(run.isDone()).as("the run ended; see " + lingering.log()).isFalse();
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private void assertAllIsWell() throws IOException {
        warm.useLake(lake.catalog());
        assertThat(lake.pendingManifests()).isZero();
        assertThat(world.rows().differences(TablesNow.rows(warm))).isEmpty();
        assertThat(Published.read(lake.published())).isEqualTo(Published.expected(world.rows()));
    }
}
