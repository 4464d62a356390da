package com.sparkify.etl.run;

import static com.sparkify.etl.run.Samples.log;
import static com.sparkify.etl.run.Samples.play;
import static com.sparkify.etl.run.Samples.song;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sweeps and rebuilds. */
class UpkeepTest {
    private final String key = log(1);

    @RegisterExtension
    final LakeFixture lake = new LakeFixture();

    @Test
    void aSweepLoadsWhatNobodyAnnouncedJoinsSmallFilesAndChangesNoRow() {
        for (int file = 0; file < 9; file++) {
            lake.upload(log(2).replace("-events", "-" + file), play("u" + file, 2, "free", "x"));
            assertThat(lake.run()).isTrue();
        }
        lake.upload(log(2), play("refused", 2, "free", "x") + "nonsense\n");
        assertThat(lake.run("--on-error", "skip-file")).isTrue();
        assertThat(lake.filesOf("songplays")).hasSize(9);
        lake.input.put(key, play("unannounced", 1, "free", "x"));
        lake.request("{\"sweep\":{}}");
        assertThat(lake.run()).isTrue();

        // what was refused is read anew, now that the rules are others
        assertThat(lake.rows("select user_id from sparkify.songplays order by 1"))
                .hasSize(11)
                .contains("refused", "u0", "u8", "unannounced");
        List<String> joined = lake.filesOf("songplays");
        assertThat(joined).hasSize(2);
        assertThat(lake.filesOf("users")).hasSize(1);
        lake.announce(key);
        assertThat(lake.run()).isTrue();
        assertThat(lake.filesOf("songplays")).isEqualTo(joined);
    }

    @Test
    void smallFilesAndDeletesAreJoinedAsTheyGatherAndNoRowChanges() {
        for (int round = 0; round < 16; round++) {
            lake.upload(
                    log(2).replace("-events", "-" + round % 5),
                    play("u" + round % 3, 2, "level" + round, "x") + play("own" + round, 2, "free", "x"));
            assertThat(lake.run()).isTrue();
        }
        // each of the five objects tells what it told last; of copies of a play the greatest object counts
        assertThat(lake.rows("select user_id, level from sparkify.songplays order by 1"))
                .containsExactly(
                        "own11free",
                        "own12free",
                        "own13free",
                        "own14free",
                        "own15free",
                        "u0level12",
                        "u1level13",
                        "u2level14");
        assertThat(lake.rows("select user_id, level from sparkify.users order by 1"))
                .containsExactly(
                        "own11free",
                        "own12free",
                        "own13free",
                        "own14free",
                        "own15free",
                        "u0level12",
                        "u1level13",
                        "u2level14");
        assertThat(lake.rows("select count(*) from sparkify_internal.play_records"))
                .containsExactly("10");
        for (String table : List.of(
                "sparkify.songplays",
                "sparkify.users",
                "sparkify.load_history",
                "sparkify_internal.play_records",
                "sparkify_internal.lookups")) {
            assertThat(Integer.parseInt(lake.rows("select count(*) from lake.%s.files", table)
                            .get(0)))
                    .as(table)
                    .isLessThan(20);
        }
        lake.request("{\"rebuild\":{}}");
        assertThat(lake.run()).isTrue();
        assertThat(lake.lastOutput).contains("rebuild: songplays 0 differed", "rebuild: users 0 differed");
    }

    @Test
    void consistentSetsGoWithTheirSnapshots() {
        lake.upload(key, play("sets", 1, "free", "x"));
        assertThat(lake.run()).isTrue();
        lake.upload(key, play("sets", 1, "paid", "x"));
        assertThat(lake.run()).isTrue();
        lake.rows("CALL lake.system.expire_snapshots(table => 'sparkify.users', retain_last => 1,"
                + " older_than => TIMESTAMP '9999-01-01 00:00:00')");
        String unreadable = "select count(*) from sparkify.consistent_sets"
                + " where users not in (select snapshot_id from lake.sparkify.users.snapshots)";
        assertThat(lake.rows(unreadable)).containsExactly("1");
        lake.request("{\"sweep\":{}}");
        assertThat(lake.run()).isTrue();
        assertThat(lake.rows(unreadable)).containsExactly("0");
        String lastBatch =
                lake.rows("select max(batch_id) from sparkify.load_history").get(0);
        assertThat(lake.rows("select distinct batch_id from sparkify.consistent_sets where users ="
                        + " (select max_by(snapshot_id, committed_at) from lake.sparkify.users.snapshots)"))
                .containsExactly(lastBatch);
        assertThat(lake.bucket.text("state/current.json")).contains("\"batch\":\"" + lastBatch + "\"");
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
