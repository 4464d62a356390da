package com.sparkify.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Erases a user from a lake in a versioned bucket. A search of every byte then finds nothing, also after the same files
 * are loaded again, a rebuild and a sweep; and the tables equal the model's over the same inputs.
 */
class EraseIT {
    private static final String USER = "user-7f3c9a52e1d84b06";
    private static final String FIRST_NAME = "Wilhelmina-Theodora";
    private static final String LAST_NAME = "Featherstonehaugh-Cholmondeley";
    private static final String TOWN = "Llanfairpwllgwyngyll, Isle of Anglesey";
    /** Bounds are cut at 16 characters. */
    private static final List<String> TEXTS = List.of(
            USER,
            FIRST_NAME,
            LAST_NAME,
            TOWN,
            FIRST_NAME.substring(0, 15),
            LAST_NAME.substring(0, 15),
            TOWN.substring(0, 15));

    private static final String LOGS = "log_data/2018/11/2018-11-0%d-erase.json";

    private final ModelWorld world = new ModelWorld(ModelWorld.OnError.CONTINUE);
    private WarmJob warm;

    @BeforeEach
    void start() throws IOException {
        warm = WarmJob.on("erase");
        warm.lake().keepVersions(true);
    }

    @AfterEach
    void stop() {
        warm.lake().keepVersions(false);
    }

    @Test
    void nothingOfAnErasedUserIsFoundInAnyByte() throws IOException {
        upload(1, play(USER, 1), play("1", 1), play(USER, 2));
        upload(2, play("2", 3), play(USER, 3), "{\"page\":\"Home\"," + person(USER) + "}");
        run();
        upload(1, play(USER, 1), play("1", 2));
        upload(3, play(USER, 9), "{\"page\":\"NextSong\"," + person(USER) + "}", "{" + person(USER) + ", nonsense");
        warm.lake().request("\"erase\":{\"users\":[\"" + USER + "\",]}");
        run();
        assertThat(search()).as("before").hasSameSizeAs(TEXTS);

        new Action.Erase(List.of(USER)).happen(world, warm.lake());
        run();
        assertThat(search()).as("after").isEmpty();
        assertThat(answer())
                .contains("\"isFinished\":true", "\"songplays\":3", "\"users\":1", "\"rejected_rows\":2")
                .contains("\"inputObjects\":[\"" + LOGS.formatted(1) + "\",\"" + LOGS.formatted(2) + "\",\""
                        + LOGS.formatted(3) + "\"]");

        new Action.LoadAgain(List.of(LOGS.formatted(1), LOGS.formatted(2), LOGS.formatted(3)))
                .happen(world, warm.lake());
        warm.lake().request("\"rebuild\":{}");
        run();
        new Action.Sweep().happen(world, warm.lake());
        run();
        assertThat(search()).as("after a reload, a rebuild and a sweep").isEmpty();
        assertThat(warm.job()
                        .query(
                                "SELECT sum(erased) AS erased, sum(rows_read - plays - not_plays - rejected - erased) AS other"
                                        + " FROM lake.sparkify.load_history WHERE erased IS NOT NULL"))
                .containsExactly("{\"erased\":6,\"other\":0}");
    }

    private void upload(int day, String... lines) {
        byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        new Action.Put(LOGS.formatted(day), bytes).happen(world, warm.lake());
        new Action.Announce(List.of(LOGS.formatted(day))).happen(world, warm.lake());
    }

    private static String play(String user, int number) {
        return "{\"page\":\"NextSong\",\"ts\":" + (1541116800000L + number * 60_000L)
                + ",\"sessionId\":7,\"itemInSession\":" + number
                + ",\"level\":\"paid\",\"song\":\"T\",\"artist\":\"N\","
                + "\"length\":200.5," + person(user) + "}";
    }

    private static String person(String user) {
        boolean isErased = user.equals(USER);
        return "\"userId\":\"%s\",\"firstName\":\"%s\",\"lastName\":\"%s\",\"gender\":\"F\",\"location\":\"%s\""
                .formatted(user, isErased ? FIRST_NAME : "Ann", isErased ? LAST_NAME : "Lee", isErased ? TOWN : "Oslo");
    }

    /** Executes a run and compares everything with the model. */
    private void run() throws IOException {
        JobJvm.Run run = warm.job().run(warm.lake().arguments());
        world.run();
        assertThat(run.exitCode()).as(run.printed() + warm.job().log()).isZero();
        assertThat(warm.lake().pendingManifests()).isZero();
        assertThat(world.rows().differences(TablesNow.rows(warm.job()))).isEmpty();
        assertThat(Published.read(warm.lake().published())).isEqualTo(Published.expected(world.rows()));
    }

    private Map<String, TreeSet<String>> search() throws IOException {
        List<Path> places = new ArrayList<>(warm.lake().placesWithVersions());
        places.add(warm.job().log());
        return ByteSearch.of(places, TEXTS);
    }

    private String answer() {
        List<String> answers = warm.lake().texts("state/erasures/");
        assertThat(answers).hasSize(1);
        return answers.get(0);
    }
}
