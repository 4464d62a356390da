package com.sparkify.etl.run;

import static com.sparkify.etl.run.Samples.log;
import static com.sparkify.etl.run.Samples.play;
import static com.sparkify.etl.run.Samples.song;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The results of runs over announced objects. */
class LoadTest {
    private final String key = log(1);

    @RegisterExtension
    final LakeFixture lake = new LakeFixture();

    @Test
    void nothingPendingNeedsNoSparkAndTakesNoMoreWork() {
        assertThat(lake.run()).isTrue();
        assertThat(lake.sessionsTaken).isZero();
        assertThat(lake.lastOutput).isEqualTo("summary {\"batches\":0}\n");
        assertThat(lake.bucket.list("closing/")).hasSize(1);
    }

    @Test
    void aSmallRunAsksForNoSparkSession() {
        lake.upload("song_data/S/TRS1.json", song("SOS1", "x", "ARS"));
        lake.upload(key, play("small", 1, "free", "x"));
        assertThat(lake.run()).isTrue();
        lake.upload(key, play("small", 1, "paid", "y") + play("more", 1, "free", "x"));
        assertThat(lake.run()).isTrue();
        assertThat(lake.sessionsTaken).isZero();
    }

    @Test
    void aSmallSongObjectThatConcernsManyPlaysIsLoadedWithSpark() {
        StringBuilder plays = new StringBuilder();
        for (int time = 0; time < 4200; time++) {
            plays.append(play("many", 1, "free", "Many").replace("00000,\"level\"", "%05d,\"level\"".formatted(time)));
        }
        lake.upload(key, plays + play("one", 1, "free", "Single"));
        assertThat(lake.run()).isTrue();
        lake.upload("song_data/M/TRM1.json", song("SOM1", "Single", "ARM"));
        assertThat(lake.run("--local-mib", "1")).isTrue();
        assertThat(lake.sessionsTaken).isZero();
        lake.upload("song_data/M/TRM2.json", song("SOM2", "Many", "ARM"));
        assertThat(lake.run("--local-mib", "1")).isTrue();
        assertThat(lake.sessionsTaken).isPositive();
        assertThat(lake.rows("select song_id, count(*) from sparkify.songplays group by 1 order by 1"))
                .containsExactly("SOM11", "SOM24200");
    }

    @Test
    void anUnchangedObjectIsSkippedAndALoadByForceChangesNoFile() {
        lake.upload(key, play("same", 1, "free", "x"));
        assertThat(lake.run()).isTrue();
        List<String> before = lake.filesOf("songplays");
        lake.announce(key);
        assertThat(lake.run()).isTrue();
        assertThat(lake.lastOutput).contains("\"loaded\":0,\"skipped\":1");
        lake.request("{\"load\":{\"from\":\"2018-11-01\",\"to\":\"2018-11-01\",\"force\":true}}");
        assertThat(lake.run()).isTrue();
        assertThat(lake.lastOutput).contains("\"loaded\":1,\"skipped\":0");
        assertThat(lake.filesOf("songplays")).isEqualTo(before);
    }

    @Test
    void theSummaryCountsEachChangedRow() {
        lake.upload(key, play("one", 1, "free", "x") + play("other", 1, "free", "x"));
        assertThat(lake.run()).isTrue();
        assertThat(lake.lastOutput).contains("\"changed\":{\"songplays\":2,\"users\":2,\"time\":1}");
        lake.upload(key, play("one", 1, "paid", "x") + play("other", 1, "free", "x"));
        assertThat(lake.run()).isTrue();
        assertThat(lake.lastOutput).contains("\"changed\":{\"songplays\":1,\"users\":1,\"time\":0}");
    }

    @Test
    void aColumnOrPropertyThatATableLacksIsAddedAndExistingRowsStay() {
        lake.upload(key, play("before", 1, "free", "x"));
        assertThat(lake.run()).isTrue();
        lake.session.sql("alter table lake.sparkify.songplays drop column user_agent");
        lake.session.sql("alter table lake.sparkify.users drop column last_name");
        lake.session.sql("alter table lake.sparkify.time unset tblproperties ('write.parquet.row-group-size-bytes')");
        List<String> before = lake.filesOf("songplays");
        lake.upload(log(2), play("after", 2, "free", "x"));
        assertThat(lake.run()).isTrue();
        assertThat(lake.lastOutput).doesNotContain("an earlier release wrote this lake");
        assertThat(lake.filesOf("songplays")).containsAll(before);
        assertThat(lake.rows("select user_id, user_agent is null from sparkify.songplays order by 1"))
                .containsExactly("aftertrue", "beforetrue");
        assertThat(lake.rows("select last_name from sparkify.users")).hasSize(2);
        assertThat(lake.rows("show tblproperties lake.sparkify.time ('write.parquet.row-group-size-bytes')"))
                .containsExactly("write.parquet.row-group-size-bytes524288");
    }

    @Test
    void theGreatestCopyOfAPlayCountsAndIfItGoesTheNextStands() {
        // a minus comes before a point
        String smaller = key.replace("-events", "-events-copy");
        lake.upload(key, play("copy", 1, "greater", "x"));
        lake.upload(smaller, play("copy", 1, "smaller", "x"));
        assertThat(lake.run()).isTrue();
        assertThat(lake.rows("select level from sparkify.songplays")).containsExactly("greater");
        lake.request("{\"retract\":{\"keys\":[\"%s\"]}}".formatted(key));
        assertThat(lake.run()).isTrue();
        assertThat(lake.rows("select level from sparkify.songplays")).containsExactly("smaller");
    }

    @Test
    void aLevelFallsBackWhenTheLastPlayGoes() {
        String next = log(2);
        lake.upload(key, play("level", 1, "free", "x"));
        lake.upload(next, play("level", 2, "paid", "x"));
        assertThat(lake.run()).isTrue();
        assertThat(lake.rows("select level from sparkify.users")).containsExactly("paid");
        lake.upload(next, "");
        assertThat(lake.run()).isTrue();
        assertThat(lake.rows("select level from sparkify.users")).containsExactly("free");
        lake.request("{\"retract\":{\"keys\":[\"%s\"]}}".formatted(key));
        assertThat(lake.run()).isTrue();
        assertThat(lake.rows("select level from sparkify.users")).isEmpty();
        assertThat(lake.bucket.list("json/time/year=2018/month=11/day=1/")).isEmpty();
    }

    @Test
    void aSongThatComesLateRepairsThePlaysItConcernsAndNoOtherFile() {
        String other = log(2);
        lake.upload(key, play("late", 1, "free", "Late"));
        lake.upload(other, play("late", 2, "free", "Other"));
        assertThat(lake.run()).isTrue();
        List<String> before = lake.filesOf("songplays");
        List<String> times = lake.filesOf("time");
        lake.upload("song_data/L/TRL1.json", song("SOL1", "Late", "ARL"));
        assertThat(lake.run()).isTrue();
        assertThat(lake.rows("select song_id from sparkify.songplays order by start_time"))
                .containsExactly("SOL1", "null");
        assertThat(lake.filesOf("songplays")).containsAll(before).hasSize(before.size() + 1);
        assertThat(lake.rows("select count(distinct partition) from lake.sparkify.songplays.delete_files"))
                .containsExactly("1");
        assertThat(lake.filesOf("time")).isEqualTo(times);
        lake.upload("song_data/L/TRL1.json", song("SOL1", "Renamed", "ARL"));
        assertThat(lake.run()).isTrue();
        assertThat(lake.rows("select song_id from sparkify.songplays order by start_time"))
                .containsExactly("null", "null");
    }

    @Test
    void aBadRowIsRejectedAndACorrectedVersionClearsIt() {
        lake.upload(key, play("bad1", 1, "free", "x") + "nonsense\n");
        assertThat(lake.run()).isTrue();
        assertThat(lake.rows("select line, raw from sparkify.rejected_rows")).containsExactly("2nonsense");
        lake.upload(key, play("bad1", 1, "free", "x"));
        assertThat(lake.run()).isTrue();
        assertThat(lake.rows("select * from sparkify.rejected_rows")).isEmpty();
        assertThat(lake.rows("select status from sparkify.load_history order by sequence"))
                .containsExactly("superseded", "loaded");
    }

    @Test
    void anUnreadableNewerVersionTakesNothingAway() {
        lake.upload(key, play("stays", 1, "free", "x"));
        assertThat(lake.run()).isTrue();
        lake.upload(key, "\0\0\0");
        assertThat(lake.run()).isTrue();
        assertThat(lake.rows("select user_id from sparkify.songplays")).hasSize(1);
        assertThat(lake.rows("select status, reason from sparkify.load_history order by sequence"))
                .containsExactly("loadednull", "rejectedThe object is binary: no line is a JSON object");
    }

    @Test
    void aMissingObjectIsToldAndTakesNothingAway() {
        lake.upload(key, play("missing", 1, "free", "x"));
        assertThat(lake.run()).isTrue();
        lake.input.delete(List.of(key));
        lake.announce(key);
        assertThat(lake.run()).isTrue();
        assertThat(lake.rows("select status from sparkify.load_history order by sequence"))
                .containsExactly("loaded", "missing");
        assertThat(lake.rows("select user_id from sparkify.songplays")).hasSize(1);
    }

    @Test
    void onErrorAbortCommitsNothingAndKeepsTheManifest() {
        lake.upload(key, play("abort", 1, "free", "x") + "nonsense\n");
        assertThatThrownBy(() -> lake.run("--on-error", "abort"))
                .hasMessageStartingWith(
                        "--on-error abort: " + key + ": 1 bad rows. Line 2: The line is no JSON object");
        assertThat(lake.rows("select user_id from sparkify.songplays")).isEmpty();
        assertThat(lake.bucket.list("pending/")).hasSize(1);
        assertThat(lake.run("--on-error", "skip-file")).isTrue();
        assertThat(lake.rows("select user_id from sparkify.songplays")).isEmpty();
        assertThat(lake.rows("select status from sparkify.load_history")).containsExactly("rejected");
        assertThat(lake.bucket.list("pending/")).isEmpty();
    }
}
