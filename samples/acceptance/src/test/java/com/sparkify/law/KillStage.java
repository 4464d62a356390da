package com.sparkify.law;

import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.local.fault.FaultGate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Kills runs with SIGKILL, and compares everything with the model after one more run. The run that is killed has one step
 * of a schedule pending; the steps before it are loaded.
 */
final class KillStage implements AutoCloseable {
    private static final long SEED = 7;

    /** Looks at the store after each recovery. */
    interface Check {
        /** @param place names the kill in messages */
        void check(String place) throws IOException;
    }

    private final Path folder;
    private final List<List<Action>> steps;
    private final LocalLake lake;

    /** Starts while the rescuer works, without Spark, which it does not need. */
    private JobJvm victim;

    private final JobJvm rescuer;
    private ModelWorld world;
    private Check moreToHold = place -> {};
    private int pending;
    private int lakes;
    private Snapshot snapshot;
    private int jvms;

    KillStage(Path folder, List<List<Action>> steps) throws IOException {
        this.folder = folder;
        this.steps = steps;
        lake = new LocalLake(folder);
        lake.begin("none");
        rescuer = startJob();
        victim = startVictim();
    }

    LocalLake lake() {
        return lake;
    }

    /** The steps of the schedule that all kills use. */
    static List<List<Action>> schedule() {
        return Schedule.of(SEED).steps();
    }

    /** Sets what the tables are compared with. */
    void expect(ModelWorld newWorld) {
        world = newWorld;
    }

    /** Adds a check to each comparison. */
    void alsoHolds(Check check) {
        moreToHold = check;
    }

    /**
     * Builds a lake with all earlier steps loaded and this one pending, which is restored before each kill, and
     * computes the expected result.
     */
    void begin(int step) throws IOException {
        if (pending != step) {
            pending = step;
            String name = "kills-" + lakes++; // a step may be built again after another one
            lake.begin(name);
            ModelWorld built = new ModelWorld(ModelWorld.OnError.CONTINUE);
            for (List<Action> earlier : steps.subList(0, step)) {
                earlier.forEach(action -> action.happen(built, lake));
                runUndisturbed();
                built.run();
            }
            steps.get(step).forEach(action -> action.happen(built, lake));
            snapshot = Snapshot.take(lake.folders(), folder.resolve("snapshot-" + name));
        }
        snapshot.restore();
        world = worldBeforeTheLastRun();
        world.run();
    }

    ModelWorld worldBeforeTheLastRun() {
        ModelWorld before = new ModelWorld(ModelWorld.OnError.CONTINUE);
        for (List<Action> earlier : steps.subList(0, pending)) {
            earlier.forEach(action -> action.happenIn(before));
            before.run();
        }
        steps.get(pending).forEach(action -> action.happenIn(before));
        return before;
    }

    /** Returns every step of an undisturbed run, on all sides; the result of that run is the expected one. */
    List<Moment> moments() throws IOException {
        Killer observer = Killer.observer();
        lake.gate().apply(observer);
        runUndisturbed();
        lake.gate().apply(FaultGate.OPEN);
        assertAllIsWell("without a kill");
        List<Moment> moments = new ArrayList<>();
        Map<String, Integer> seen = new TreeMap<>(observer.seen());
        System.out.println("steps of a run: " + seen);
        assertThat(seen.keySet())
                .anyMatch(kind -> kind.startsWith("commit songplays"))
                .anyMatch(kind -> kind.contains("json/"))
                .anyMatch(kind -> kind.contains("state/"))
                .contains("delete objects");
        seen.forEach((kind, times) -> {
            // the lease is written repeatedly; the first write stands for all
            for (int ordinal = 1; ordinal <= (kind.contains("lease") ? 1 : times); ordinal++) {
                for (Moment.Side side : Moment.Side.values()) {
                    moments.add(new Moment(kind, ordinal, side));
                }
            }
        });
        return moments;
    }

    void killAt(List<Moment> moments) throws IOException, InterruptedException {
        int struck = 0;
        for (Moment moment : moments) {
            snapshot.restore();
            Killer killer = Killer.of(moment, victim.process());
            if (dies(killer)) {
                assertThat(killer.hasStruck()).as(moment.toString()).isTrue();
                struck++;
            }
            recover(moment.toString());
            System.out.println("killed " + moment);
        }
        System.out.printf("killed at %d of %d moments%n", struck, moments.size());
        assertThat(struck).isGreaterThan(moments.size() * 3 / 4);
    }

    void killAtRandom(int times) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(SEED);
        snapshot.restore();
        long before = lake.gate().requests();
        runUndisturbed();
        int requests = (int) (lake.gate().requests() - before);
        int struck = 0;
        for (int i = 0; i < times; i++) {
            snapshot.restore();
            RandomKiller killer = new RandomKiller(random.nextInt(1, requests), victim.process());
            boolean died = dies(killer);
            assertThat(died).as("round " + i).isEqualTo(killer.hasStruck());
            struck += died ? 1 : 0;
            recover("at a random request, round " + i);
            System.out.println("killed at a random request, round " + i + ": " + died);
        }
        System.out.printf("killed at %d of %d random requests%n", struck, times);
        assertThat(struck).isGreaterThanOrEqualTo(times * 3 / 4);
    }

    void killAt(Moment moment) throws IOException, InterruptedException {
        Killer killer = Killer.of(moment, victim.process());
        assertThat(dies(killer) && killer.hasStruck()).as(moment.toString()).isTrue();
    }

    /** Returns true if the run was killed, in which case another victim starts. */
    private boolean dies(FaultGate.Rule killer) throws IOException, InterruptedException {
        victim.useLake(lake.catalog());
        lake.gate().apply(killer);
        try {
            assertThat(victim.run(arguments()).exitCode()).isZero();
            return false;
        } catch (IOException e) {
            assertThat(victim.process().waitFor(30, TimeUnit.SECONDS))
                    .as(victim.log().toString())
                    .isTrue();
            assertThat(victim.process().exitValue()).as(victim.log().toString()).isEqualTo(137);
            victim.close();
            victim = startVictim();
            return true;
        } finally {
            lake.gate().apply(FaultGate.OPEN);
        }
    }

    void recover(String where) throws IOException {
        runUndisturbed();
        assertAllIsWell(where);
    }

    private void runUndisturbed() throws IOException {
        rescuer.useLake(lake.catalog());
        assertThat(rescuer.run(arguments()).exitCode())
                .as(rescuer.log().toString())
                .isZero();
    }

    private void assertAllIsWell(String where) throws IOException {
        String place = "after a kill " + where + ", log " + rescuer.log();
        assertThat(lake.pendingManifests()).as(place).isZero();
        assertThat(world.rows().differences(TablesNow.rows(rescuer))).as(place).isEmpty();
        assertThat(Published.read(lake.published())).as(place).isEqualTo(Published.expected(world.rows()));
        moreToHold.check(place);
    }

    /** A short term, because a dead run's lease must expire. */
    private List<String> arguments() {
        return lake.arguments("--lease-seconds", "3");
    }

    private JobJvm startVictim() throws IOException {
        return JobJvm.startPlain(folder.resolve("job-" + jvms++), lake.endpoint(), lake.sparkOfOneTask());
    }

    private JobJvm startJob() throws IOException {
        return JobJvm.start(folder.resolve("job-" + jvms++), lake.endpoint(), lake.sparkOfOneTask());
    }

    @Override
    public void close() throws IOException {
        victim.close();
        rescuer.close();
        lake.close();
    }
}
