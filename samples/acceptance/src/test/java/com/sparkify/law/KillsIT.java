package com.sparkify.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    /** The schedule's step that is pending when a run is killed: objects are corrected. */
    private static final int CORRECTIONS = 1;

    /** Objects are also retracted, in batches of their own, which doubles the steps of a run. */
    private static final int RETRACTIONS = 2;

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

    private List<List<Action>> steps;
    private KillStage stage;

    @BeforeAll
    void start() throws IOException {
        steps = KillStage.schedule();
        stage = new KillStage(folder, steps);
    }

    @AfterAll
    void stop() throws IOException {
        stage.close();
    }

    @Test
    void aRunAfterAKillMakesUpForIt() throws IOException, InterruptedException {
        stage.begin(CORRECTIONS);
        assertThat(stage.moments()).containsAll(CHOSEN);
        stage.killAt(CHOSEN);
        stage.killAtRandom(Integer.getInteger("law.kills.random", 2));
    }

    /**
     * Rows of an interrupted run count only once they are booked. Before the next run the objects are deleted, damaged,
     * replaced or retracted; and that run is killed too, during recovery.
     */
    @Test
    void whatAKilledRunHadReadCountsForNothing() throws IOException, InterruptedException {
        for (Moment moment : HALF_WAY) {
            stage.begin(CORRECTIONS);
            ModelWorld world = stage.worldBeforeTheLastRun();
            stage.killAt(moment);
            for (Action action : changesOfMind()) {
                action.happen(world, stage.lake());
            }
            world.run();
            stage.expect(world);
            // whichever tables were committed, recovery ends with a write of the state
            stage.killAt(new Moment("PUT state/derived.json", 1, Moment.Side.AFTER));
            stage.recover(moment + ", and in the undoing");
        }
    }

    private List<Action> changesOfMind() {
        List<String> keys = steps.get(CORRECTIONS).stream()
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

    /** Kills on one side of each step, rotating the sides; of the many published files only the first few. */
    @Test
    @Tag("thorough")
    void everyStepInTurn() throws IOException, InterruptedException {
        stage.begin(RETRACTIONS);
        List<Moment> all = stage.moments();
        List<Moment> inTurn = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Moment moment = all.get(i);
            int step = i / Moment.Side.values().length;
            if (moment.side().ordinal() == step % Moment.Side.values().length && moment.ordinal() <= 4) {
                inTurn.add(moment);
            }
        }
        stage.killAt(inTurn);
    }

    @Test
    @Tag("thorough")
    void fiftyRandomMoments() throws IOException, InterruptedException {
        stage.begin(RETRACTIONS);
        stage.killAtRandom(50);
    }
}
