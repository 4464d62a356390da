package com.sparkify.etl.run;

import static com.sparkify.etl.run.Samples.log;
import static com.sparkify.etl.run.Samples.play;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What remains after an erasure, and how later lines of the user are treated. */
class EraseTest {
    private static final String ERASED = "erased-user";
    private static final String OTHER = "other-user";

    private final String key = log(1);

    @RegisterExtension
    final LakeFixture lake = new LakeFixture();

    @TempDir
    Path folder;

    private String[] withKey;

    @BeforeEach
    void makeKey() {
        withKey = withKey("a key of the test's own");
    }

    private String[] withKey(String content) {
        Path file = folder.resolve("erasure.key");
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new String[] {"--erasure-key", file.toUri().toString().replace("file:///", "file:/")};
    }

    private void erase(String user) {
        lake.request("{\"erase\":{\"users\":[\"%s\"]}}".formatted(user));
        assertThat(lake.run(withKey)).isTrue();
    }

    @Test
    void nothingOfTheUserIsLeftAndOthersStay() {
        lake.upload(key, play(ERASED, 1, "free", "x") + play(OTHER, 1, "free", "x") + play(ERASED, 2, "paid", "y"));
        assertThat(lake.run(withKey)).isTrue();
        erase(ERASED);
        assertThat(lake.rows("select user_id from sparkify.users")).containsExactly(OTHER);
        assertThat(lake.rows("select user_id from sparkify.songplays")).containsExactly(OTHER);
        assertThat(lake.rows("select user_id from lake.sparkify_internal.play_records"))
                .containsExactly(OTHER);
        assertThat(lake.rows("select count(*) from sparkify.time")).containsExactly("1");
        assertThat(lake.rows("select kind, count(*) from lake.sparkify_internal.lookups group by kind order by kind"))
                .containsExactly("plays_of_song1", "user_hours1");
        assertThat(lake.bucket.list("json/"))
                .allSatisfy(file -> assertThat(lake.bucket.text(file.key())).doesNotContain(ERASED));
        assertThat(lake.bucket.list("pending/")).isEmpty();
        assertThat(lake.rows("select count(*) from lake.sparkify.songplays.snapshots"))
                .containsExactly("1");
        assertThat(lake.rows("select batch_id from sparkify.consistent_sets"))
                .as("the set of the last batch, at the only snapshots left")
                .isEqualTo(lake.rows("select distinct batch_id from sparkify.load_history"));
        assertThat(lake.bucket.list("state/erasures/"))
                .singleElement()
                .satisfies(answer -> assertThat(lake.bucket.text(answer.key()))
                        .contains("\"isFinished\":true", "\"songplays\":2", "\"inputObjects\":[\"" + key + "\"]")
                        .doesNotContain(ERASED));
    }

    @Test
    void linesThatComeLaterAreCountedAndKeptNowhere() {
        erase(ERASED);
        lake.upload(
                key,
                play(ERASED, 1, "free", "x") + play(OTHER, 1, "free", "x") + "{\"page\":\"Home\",\"userId\":\"" + ERASED
                        + "\"}\n{\"page\":\"NextSong\",\"userId\":\"" + ERASED + "\"}\n{\"userId\": \"" + ERASED);
        assertThat(lake.run(withKey)).isTrue();
        assertThat(lake.rows("select rows_read, plays, not_plays, rejected, erased from sparkify.load_history"))
                .containsExactly("51004");
        assertThat(lake.rows("select user_id from sparkify.users")).containsExactly(OTHER);
        assertThat(lake.rows("select * from sparkify.rejected_rows")).isEmpty();
    }

    @Test
    void whetherAnObjectIsAcceptableIsDecidedBeforeLinesAreErased() {
        erase(ERASED);
        lake.upload(key, play(OTHER, 1, "free", "x") + "{\"page\":\"NextSong\",\"userId\":\"" + ERASED + "\"}\n");
        assertThat(lake.run(withKey[0], withKey[1], "--on-error", "skip-file")).isTrue();
        assertThat(lake.rows("select status, rejected, erased from sparkify.load_history"))
                .containsExactly("rejected01");
        assertThat(lake.rows("select * from sparkify.users")).isEmpty();
    }

    @Test
    void rejectedRowsOfTheUserGoAndThoseOfOthersStay() {
        lake.upload(
                key,
                "{\"page\":\"NextSong\",\"userId\":\"" + ERASED + "\"}\n{\"userId\":\"" + ERASED + "\",\n{\"userId\":\""
                        + OTHER + "\",\n");
        assertThat(lake.run(withKey)).isTrue();
        assertThat(lake.rows("select line from sparkify.rejected_rows")).hasSize(3);
        erase(ERASED);
        assertThat(lake.rows("select line from sparkify.rejected_rows")).containsExactly("3");
    }

    @Test
    void aLongRejectedLineIsSearchedToItsEnd() {
        String agent = "{\"userAgent\":\"" + "x".repeat(70_000) + "\",";
        String ofErased = agent + "\"userId\":\"" + ERASED + "\",\n";
        // cut after 64 KB, it seems to be a line of the user
        String ofOther =
                "{\"a\":\"" + "x".repeat(65_536 - 17 - ERASED.length()) + "\",\"userId\":\"" + ERASED + "9\",\n";
        lake.upload(key, play(OTHER, 1, "free", "x") + ofErased + ofOther);
        assertThat(lake.run(withKey)).isTrue();
        assertThat(lake.rows("select line from sparkify.rejected_rows")).hasSize(2);
        erase(ERASED);
        assertThat(lake.rows("select line from sparkify.rejected_rows")).containsExactly("3");
        lake.upload(log(2), ofErased + play(OTHER, 2, "free", "x"));
        assertThat(lake.run(withKey)).isTrue();
        assertThat(lake.rows("select line from sparkify.rejected_rows")).containsExactly("3");
    }

    @Test
    void withoutTheKeyOrWithAnotherOneARunRefusesALakeWithTombstones() {
        lake.request("{\"erase\":{\"users\":[\"%s\"]}}".formatted(ERASED));
        assertThat(lake.run()).isFalse();
        assertThat(lake.lastOutput).contains("An erasure needs a key");
        assertThat(lake.run(withKey)).isTrue();
        lake.upload(key, play(ERASED, 1, "free", "x"));
        assertThatThrownBy(() -> lake.run()).hasMessageContaining("without --erasure-key a run would load them again");
        assertThatThrownBy(() -> lake.run(withKey("another key of the test")))
                .hasMessageContaining("made with another key");
        assertThat(lake.bucket.list("pending/")).hasSize(1);
    }
}
