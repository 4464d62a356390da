package com.sparkify.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

/** As {@link KillsIT}, in an erasure and in compaction. */
@Timeout(value = 3, unit = TimeUnit.HOURS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillsInErasureAndUpkeepIT {
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

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path folder;

    private KillStage stage;

    @BeforeAll
    void start() throws IOException {
        stage = new KillStage(folder, withManyFilesOfADay(withAnErasure(KillStage.schedule())));
        stage.alsoHolds(this::nothingOfTheUserIsLeft);
    }

    @AfterAll
    void stop() throws IOException {
        stage.close();
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
        stage.begin(UPKEEP);
        assertThat(stage.moments()).containsAll(IN_UPKEEP);
        stage.killAt(IN_UPKEEP);
    }

    @Test
    void anErasureIsFinishedAfterAKill() throws IOException, InterruptedException {
        stage.begin(ERASURE);
        assertThat(stage.moments()).containsAll(IN_AN_ERASURE);
        stage.killAt(IN_AN_ERASURE);
    }

    @Test
    @Tag("thorough")
    void everyStepOfAnErasureInTurn() throws IOException, InterruptedException {
        stage.begin(ERASURE);
        stage.killAt(
                stage.moments().stream().filter(moment -> moment.ordinal() <= 4).toList());
    }

    private void nothingOfTheUserIsLeft(String place) throws IOException {
        assertThat(ByteSearch.of(
                        stage.lake().placesWithVersions(), List.of(ERASED, ERASED_NAME, ERASED_NAME.substring(0, 15))))
                .as(place)
                .isEmpty();
    }
}
