package com.sparkify.etl.run;

import static com.sparkify.etl.run.Samples.log;
import static com.sparkify.etl.run.Samples.play;
import static com.sparkify.etl.run.Samples.song;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Batches that failed, or in which a run died. */
class FailedBatchTest {
    private static final String STATE = "state/derived.json";

    private final String key = log(1);

    @RegisterExtension
    final LakeFixture lake = new LakeFixture();

    @Test
    void aBatchThatWasCutShortIsUndoneBeforeAnythingElse() {
        lake.upload(log(1).replace("-events", "-others"), play("other", 1, "free", "x") + "another bad row\n");
        lake.upload("song_data/O/TRO1.json", song("SOOTHER", "x", "AROTHER"));
        lake.upload(key, play("half", 1, "A", "x") + "bad row of A\n");
        assertThat(lake.run()).isTrue();
        List<String> before = everything();
        lake.upload(key, play("half", 1, "B", "y") + play("only in B", 2, "B", "x") + "bad row of B\n");
        lake.upload("song_data/O/TRO1.json", song("SOOTHER", "y", "AROTHER B"));
        assertThat(lake.run()).isTrue();
        assertThat(everything()).isNotEqualTo(before);
        unbook();
        lake.input.delete(List.of(key, "song_data/O/TRO1.json"));
        lake.announce(key);
        assertThat(lake.run()).isTrue();
        assertThat(everything()).isEqualTo(before);
        assertThat(state()).contains("\"keys\":[]");
        assertThat(lake.bucket.text("json/songplays/year=2018/month=11/day=1/songplays.json"))
                .contains("\"level\":\"A\"");
    }

    /** As if the run had died of the newest batch before it was booked: what the batch replaced is still there. */
    private void unbook() {
        String batch = lake.rows("select batch_id from sparkify.load_history order by loaded_at desc limit 1")
                .get(0);
        List<String> keys =
                lake.rows("select '\"' || object_key || '\"' from sparkify.load_history where batch_id = '%s'", batch);
        for (String table : List.of(
                "sparkify.load_history",
                "sparkify.rejected_rows",
                "sparkify_internal.play_records",
                "sparkify_internal.song_records")) {
            String commit = lake.rows(
                            "select parent_id from lake.%s.snapshots where summary['sparkify.batch-id'] = '%s'"
                                    + " order by committed_at %s limit 1",
                            table, batch, table.endsWith("history") ? "asc" : "desc")
                    .get(0);
            lake.session.sql("CALL lake.system.set_current_snapshot('%s', %s)".formatted(table, commit));
        }
        lake.bucket.put(
                STATE,
                state().replaceFirst(
                                "\"open\":[^}]*}",
                                "\"open\":{\"id\":\"%s\",\"keys\":[%s]}".formatted(batch, String.join(",", keys))));
    }

    private List<String> everything() {
        List<String> rows = new ArrayList<>();
        for (String query : List.of(
                "select * from sparkify.songplays order by songplay_id",
                "select * from sparkify.users order by user_id",
                "select * from sparkify.songs order by song_id",
                "select * from sparkify.artists order by artist_id",
                "select * from sparkify.time order by start_time",
                "select raw from sparkify.rejected_rows order by raw",
                "select object_key, line, level from sparkify_internal.play_records order by 1, 2",
                "select object_key, song_id, title from sparkify_internal.song_records order by 1")) {
            rows.addAll(lake.rows(query));
        }
        return rows;
    }

    @Test
    void aBatchThatIsBookedIsKeptAndEnded() {
        lake.upload(key, play("booked", 1, "A", "x"));
        assertThat(lake.run()).isTrue();
        lake.upload(key, play("booked", 1, "B", "x"));
        assertThat(lake.run()).isTrue();
        // as if the run had died once the batch was booked: what it replaced is still there, and the state names it
        String batch = lake.rows("select batch_id from sparkify.load_history where status = 'loaded'")
                .get(0);
        String commit = lake.rows(
                        "select parent_id from lake.sparkify_internal.play_records.snapshots order by committed_at desc limit 1")
                .get(0);
        lake.session.sql(
                "CALL lake.system.set_current_snapshot('sparkify_internal.play_records', %s)".formatted(commit));
        assertThat(lake.rows("select level from sparkify_internal.play_records"))
                .hasSize(2);
        lake.bucket.put(
                STATE,
                state().replaceFirst(
                                "\"open\":[^}]*}", "\"open\":{\"id\":\"%s\",\"keys\":[\"%s\"]}".formatted(batch, key)));
        lake.announce(key);
        assertThat(lake.run()).isTrue();
        assertThat(lake.lastOutput).contains("\"loaded\":0,\"skipped\":1");
        assertThat(lake.rows("select level from sparkify.songplays")).containsExactly("B");
        assertThat(lake.rows("select level from sparkify_internal.play_records"))
                .containsExactly("B");
        assertThat(state()).contains("\"keys\":[]");
    }

    @Test
    void anObjectWithWhichEveryBatchFailsStaysPendingAloneAndLeavesNothing() {
        String first = log(2);
        String second = log(3);
        String brittle = "song_data/B/TRB1.json";
        lake.upload("song_data/O/TRO1.json", song("SOOTHER", "x", "AROTHER"));
        lake.upload(key, play("brittle", 1, "free", "Brittle"));
        assertThat(lake.run()).isTrue();
        lake.upload(first, play("first", 2, "free", "x"));
        lake.upload(second, play("second", 3, "free", "x"));
        lake.upload(brittle, song("SOBRITTLE", "Brittle", "ARBRITTLE"));
        // by the time that the artists cannot be written, the songs are committed
        RefusingFileIO.refuse("/artists/data/");
        assertThat(lake.run()).isFalse();
        assertThat(lake.lastOutput)
                .contains("a batch of 3 objects failed and is undone")
                .contains("a batch of 1 objects failed and is undone")
                .contains("stays pending: " + brittle + ": ")
                .contains("\"loaded\":2");
        assertThat(lake.rows("select user_id from sparkify.songplays order by 1"))
                .containsExactly("brittle", "first", "second");
        assertThat(lake.rows("select song_id from sparkify.songplays where user_id = 'brittle'"))
                .containsExactly("null");
        assertThat(lake.rows("select artist_id from sparkify.artists")).containsExactly("AROTHER");
        assertThat(lake.bucket.list("pending/")).hasSize(1);
        RefusingFileIO.refuse(null);
        assertThat(lake.run()).isTrue();
        assertThat(lake.rows("select song_id, artist_id from sparkify.songplays where user_id = 'brittle'"))
                .containsExactly("SOBRITTLEARBRITTLE");
    }

    @Test
    void whatFailsWithEveryBatchEndsTheRun() {
        for (int object = 0; object < 8; object++) {
            lake.upload(key.replace("-events", "-" + object), play("outage" + object, 1, "free", "x"));
        }
        RefusingFileIO.refuse("/songplays/data/");
        assertThatThrownBy(lake::run).hasStackTraceContaining("refused what contains '/songplays/data/'");
        assertThat(lake.lastOutput)
                .contains("a batch of 8 objects failed and is undone")
                .contains("a batch of 4 objects failed and is undone");
        assertThat(state()).doesNotContain("\"deaths\":1");
        assertThat(lake.bucket.list("pending/")).hasSize(8);
        RefusingFileIO.refuse(null);
        assertThat(lake.run()).isTrue();
        assertThat(lake.rows("select user_id from sparkify.songplays")).hasSize(8);
        assertThat(state()).contains("\"attempts\":{}");
    }

    @Test
    void aPoisonObjectIsSetAsideAlone() {
        lake.upload(log(2), play("before", 2, "free", "x"));
        assertThat(lake.run()).isTrue();
        lake.upload(key, play("poison", 1, "free", "x"));
        lake.upload(log(3), play("good", 3, "free", "x"));
        String etag = lake.input.head(key).orElseThrow().etag();
        lake.bucket.put(
                STATE,
                state().replace(
                                "\"attempts\":{}",
                                "\"attempts\":{\"%s\":{\"etag\":\"%s\",\"deaths\":3,\"maxBatchSize\":1}}"
                                        .formatted(key, etag.replace("\"", "\\\""))));
        assertThat(lake.run()).isTrue();
        assertThat(lake.rows("select status, reason from sparkify.load_history where object_key = '%s'", key))
                .containsExactly(
                        "rejectedSet aside: 3 runs ended abruptly while they loaded this object alone. Mend it, or request it with force.");
        assertThat(lake.rows("select user_id from sparkify.songplays order by 1"))
                .containsExactly("before", "good");
    }

    private String state() {
        return lake.bucket.text(STATE);
    }
}
