package com.sparkify.etl.run;

import static com.sparkify.etl.run.Samples.log;
import static com.sparkify.etl.run.Samples.play;
import static com.sparkify.etl.run.Samples.song;
import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.etl.table.Commits;
import com.sparkify.etl.table.Tables;
import java.util.List;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sweeps and rebuilds. */
class UpkeepTest {
    private final String key = log(1);

    @RegisterExtension
    final LakeFixture lake = new LakeFixture();

    @Test
    void aSweepLoadsWhatNobodyAnnouncedJoinsSmallFilesAndChangesNoRow() {
        lake.upload(log(2), play("refused", 2, "free", "x") + "nonsense\n");
        lake.upload(log(3), play("u", 3, "free", "x"));
        assertThat(lake.run("--on-error", "skip-file")).isTrue();
        Commits other = new Commits(lake.session, "other", () -> {});
        for (int file = 0; file < 8; file++) {
            other.append(
                    Tables.USERS,
                    lake.session.table(Tables.USERS).limit(1).withColumn("user_id", functions.lit("more" + file)));
        }
        assertThat(lake.filesOf("users")).hasSize(9);
        lake.input.put(key, play("unannounced", 1, "free", "x"));
        lake.request("{\"sweep\":{}}");
        assertThat(lake.run()).isTrue();

        // what was refused is read anew, now that the rules are others
        assertThat(lake.rows("select user_id from sparkify.songplays order by 1"))
                .containsExactly("refused", "u", "unannounced");
        List<String> joined = lake.filesOf("users");
        assertThat(joined).hasSize(1);
        assertThat(lake.rows("select user_id from sparkify.users order by 1"))
                .hasSize(11)
                .contains("more0", "more7", "refused", "u", "unannounced");
        // the joined file counts as published
        assertThat(lake.bucket.text("state/derived.json"))
                .contains("\"json/users\":" + other.snapshot(Tables.USERS).orElseThrow());
        lake.announce(key);
        assertThat(lake.run()).isTrue();
        assertThat(lake.filesOf("users")).isEqualTo(joined);
    }

    @Test
    void aRebuildMendsWhatDiffersAndSaysSo() {
        lake.upload(key, play("rebuild", 1, "free", "x"));
        lake.upload("song_data/S/TRS.json", song("SO", "x", "AR"));
        assertThat(lake.run()).isTrue();
        lake.request("{\"rebuild\":{}}");
        assertThat(lake.run()).isTrue();
        for (String table : List.of("songplays", "users", "songs", "artists", "time")) {
            assertThat(lake.lastOutput).contains("rebuild: " + table + " 0 differed");
        }
        lake.session.sql("DELETE FROM lake.sparkify.songplays");
        lake.session.sql("DELETE FROM lake.sparkify.time");
        lake.session.sql("DELETE FROM lake.sparkify.artists");
        lake.session.sql("UPDATE lake.sparkify.users SET level = 'wrong'");
        lake.request("{\"rebuild\":{}}");
        assertThat(lake.run()).isTrue();
        for (String table : List.of("songplays", "time", "artists", "users")) {
            assertThat(lake.lastOutput).contains("rebuild: " + table + " 1 differed");
        }
        lake.session.sql("UPDATE lake.sparkify.songs SET title = 'wrong'");
        lake.request("{\"rebuild\":{}}");
        assertThat(lake.run()).isTrue();
        assertThat(lake.lastOutput).contains("rebuild: songs 1 differed");
        assertThat(lake.rows("select level, song_id, artist_id from sparkify.songplays"))
                .containsExactly("freeSOAR");
        assertThat(lake.rows("select level from sparkify.users")).containsExactly("free");
        assertThat(lake.rows("select title from sparkify.songs")).containsExactly("x");
    }
}
