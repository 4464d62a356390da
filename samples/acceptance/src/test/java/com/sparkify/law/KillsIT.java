package com.sparkify.law;

import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.local.fault.FaultGate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL at every commit, publication and state write in turn, and at random requests: after one more run everything
 * is as without the kill. A kill counts only if the job died of it.
 */
@Timeout(value = 3, unit = TimeUnit.HOURS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillsIT {
    private static final long SEED = 7;

    /** The schedule's step that is pending when a run is killed: objects are corrected. */
    private static final int CORRECTIONS = 1;

    /** Objects are also retracted, in batches of their own, which doubles the steps of a run. */
    private static final int RETRACTIONS = 2;

    /** A user with plays and a bad row in the lake is to be erased. */
    private static final int ERASURE = 3;

    /** The last of many files of one day, whose run compacts small files. */
    private static final int UPKEEP = ERASURE + 10;

    /** Commits of compaction: those of a table after its first. */
    private static final List<Moment> IN_UPKEEP = List.of(
            new Moment("commit play_records", 2, Moment.Side.BEFORE),
            new Moment("commit songplays", 2, Moment.Side.NEXT),
            new Moment("commit time", 2, Moment.Side.AFTER));

    private static final String ERASED = "user-5be0cd19137e2179";
    private static final String ERASED_NAME = "Wilhelmina-Theodora";

    /** One after each step of an erasure; the thorough run covers all others. */
    private static final List<Moment> IN_AN_ERASURE = List.of(
            new Moment("PUT state/derived.json", 1, Moment.Side.AFTER),
            new Moment("commit songplays", 1, Moment.Side.NEXT),
            new Moment("commit play_records", 1, Moment.Side.AFTER),
            new Moment("PUT state/current.json", 1, Moment.Side.AFTER),
            new Moment("delete objects", 3, Moment.Side.BEFORE));

    /** One of each kind; the thorough run covers all others. */
    private static final List<Moment> CHOSEN = List.of(
            new Moment("PUT state/derived.json", 1, Moment.Side.AFTER),
            new Moment("commit play_records", 1, Moment.Side.NEXT),
            new Moment("commit songplays", 1, Moment.Side.AFTER),
            new Moment("commit users", 1, Moment.Side.BEFORE),
            new Moment("PUT json/songplays/songplays.json", 2, Moment.Side.AFTER),
            new Moment("commit load_history", 1, Moment.Side.NEXT),
            new Moment("delete objects", 1, Moment.Side.BEFORE));

    /** When some tables have the run's rows and others do not, and when all have them but the history. */
    private static final List<Moment> HALF_WAY = List.of(
            new Moment("commit song_records", 1, Moment.Side.NEXT), new Moment("commit users", 1, Moment.Side.AFTER));

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path folder;

    private LocalLake lake;

    /** Starts while the rescuer works, without Spark, which it does not need. */
    private JobJvm victim;

    private JobJvm rescuer;
    private List<List<Action>> steps;
    private ModelWorld world;
    private int pending;
    private int lakes;
    private Snapshot snapshot;
    private int jvms;

    @BeforeAll
    void start() throws IOException {
        lake = new LocalLake(folder);
        lake.begin("none");
        steps = withManyFilesOfADay(withAnErasure(Schedule.of(SEED).steps()));
        rescuer = startJob();
        victim = startVictim();
    }

    @AfterAll
    void stop() throws IOException {
        victim.close();
        rescuer.close();
        lake.close();
    }

    private static List<List<Action>> withAnErasure(List<List<Action>> steps) {
        String key = "log_data/2018/11/2018-11-02-of-an-erased.json";
        String person = "\"userId\":\"" + ERASED + "\",\"firstName\":\"" + ERASED_NAME + "\"";
        String play =
                "{\"page\":\"NextSong\",\"ts\":1541116800000,\"sessionId\":1,\"itemInSession\":1," + person + "}\n";
        byte[] lines = (play + "{\"page\":\"NextSong\"," + person + "}\n").getBytes(StandardCharsets.UTF_8);
        List<Action> first = new ArrayList<>(steps.get(0));
        first.add(new Action.Put(key, lines));
        first.add(new Action.Announce(List.of(key)));
        List<List<Action>> all = new ArrayList<>(steps);
        all.set(0, first);
        all.add(List.of(new Action.Erase(List.of(ERASED))));
        return all;
    }

    private static List<List<Action>> withManyFilesOfADay(List<List<Action>> steps) {
        List<List<Action>> all = new ArrayList<>(steps);
        for (int file = 0; all.size() <= UPKEEP; file++) {
            String key = "log_data/2018/11/2018-11-20-" + file + ".json";
            String play = "{\"page\":\"NextSong\",\"ts\":%d,\"sessionId\":1,\"itemInSession\":%d,\"userId\":\"9\"}%n"
                    .formatted(1542672000000L + file * 60_000L, file);
            all.add(List.of(
                    new Action.Put(key, play.getBytes(StandardCharsets.UTF_8)), new Action.Announce(List.of(key))));
        }
        return all;
    }

    @Test
    void aKillWhileFilesAreJoinedChangesNoRow() throws IOException, InterruptedException {
        begin(UPKEEP);
        assertThat(moments()).containsAll(IN_UPKEEP);
        killAt(IN_UPKEEP);
    }

    @Test
    void anErasureIsFinishedAfterAKill() throws IOException, InterruptedException {
        begin(ERASURE);
        assertThat(moments()).containsAll(IN_AN_ERASURE);
        killAt(IN_AN_ERASURE);
    }

    @Test
    @Tag("thorough")
    void everyStepOfAnErasureInTurn() throws IOException, InterruptedException {
        begin(ERASURE);
        killAt(moments().stream().filter(moment -> moment.ordinal() <= 4).toList());
    }

    @Test
    void aRunAfterAKillMakesUpForIt() throws IOException, InterruptedException {
        begin(CORRECTIONS);
        assertThat(moments()).containsAll(CHOSEN);
        killAt(CHOSEN);
        killAtRandom(Integer.getInteger("law.kills.random", 2));
    }

    /**
     * Rows of an interrupted run count only once they are booked. Before the next run the objects are deleted, damaged,
     * replaced or retracted; and that run is killed too, during recovery.
     */
    @Test
    void whatAKilledRunHadReadCountsForNothing() throws IOException, InterruptedException {
        for (Moment moment : HALF_WAY) {
            begin(CORRECTIONS);
            world = worldBeforeTheLastRun();
            killAt(moment);
            for (Action action : changesOfMind()) {
                action.happen(world, lake);
            }
            world.run();
            // whichever tables were committed, recovery ends with a write of the state
            killAt(new Moment("PUT state/derived.json", 1, Moment.Side.AFTER));
            recover(moment + ", and in the undoing");
        }
    }

    /**
     * Builds a lake with all earlier steps loaded and this one pending, which is restored before each kill, and
     * computes the expected result.
     */
    private void begin(int step) throws IOException {
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

    private ModelWorld worldBeforeTheLastRun() {
        ModelWorld before = new ModelWorld(ModelWorld.OnError.CONTINUE);
        for (List<Action> earlier : steps.subList(0, pending)) {
            earlier.forEach(action -> action.happenIn(before));
            before.run();
        }
        steps.get(pending).forEach(action -> action.happenIn(before));
        return before;
    }

    private List<Action> changesOfMind() {
        List<String> keys = steps.get(pending).stream()
                .filter(Action.Put.class::isInstance)
                .map(action -> ((Action.Put) action).key())
                .distinct()
                .sorted()
                .toList();
        byte[] unreadable = {0, 1, 2};
        byte[] empty = {};
        List<Action> changes = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            String key = keys.get(i);
            if (i % 4 == 0) {
                changes.add(new Action.Retract(List.of(key)));
                continue;
            }
            changes.add(i % 4 == 1 ? new Action.Delete(key) : new Action.Put(key, i % 4 == 2 ? unreadable : empty));
            changes.add(new Action.Announce(List.of(key)));
        }
        return changes;
    }

    private void killAt(Moment moment) throws IOException, InterruptedException {
        Killer killer = Killer.of(moment, victim.process());
        assertThat(dies(killer) && killer.hasStruck()).as(moment.toString()).isTrue();
    }

    /** Kills on one side of each step, rotating the sides; of the many published files only the first few. */
    @Test
    @Tag("thorough")
    void everyStepInTurn() throws IOException, InterruptedException {
        begin(RETRACTIONS);
        List<Moment> all = moments();
        List<Moment> inTurn = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Moment moment = all.get(i);
            int step = i / Moment.Side.values().length;
            if (moment.side().ordinal() == step % Moment.Side.values().length && moment.ordinal() <= 4) {
                inTurn.add(moment);
            }
        }
        killAt(inTurn);
    }

    @Test
    @Tag("thorough")
    void fiftyRandomMoments() throws IOException, InterruptedException {
        begin(RETRACTIONS);
        killAtRandom(50);
    }

    /** Returns every step of an undisturbed run, on all sides; the result of that run is the expected one. */
    private List<Moment> moments() throws IOException {
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

    private void killAt(List<Moment> moments) throws IOException, InterruptedException {
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

    private void killAtRandom(int times) throws IOException, InterruptedException {
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

    private void recover(String where) throws IOException {
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
        assertThat(world.rows().differences(TablesNow.of(rescuer).rows()))
                .as(place)
                .isEmpty();
        assertThat(Published.read(lake.published())).as(place).isEqualTo(Published.expected(world.rows()));
        if (pending == ERASURE) {
            assertThat(ByteSearch.of(
                            lake.placesWithVersions(), List.of(ERASED, ERASED_NAME, ERASED_NAME.substring(0, 15))))
                    .as(place)
                    .isEmpty();
        }
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
}
