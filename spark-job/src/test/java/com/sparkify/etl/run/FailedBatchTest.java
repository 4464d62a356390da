package com.sparkify.etl.run;

import static com.sparkify.etl.run.Samples.log;
import static com.sparkify.etl.run.Samples.play;
import static com.sparkify.etl.run.Samples.song;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of a batch that failed, or of which a run died. */
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
        lake.bucket.put(STATE, stateWithOpenBatch("half"));
        // as if version B had been committed to one table and not to the other, and the run had died
        lake.session.sql("DELETE FROM lake.sparkify.rejected_rows WHERE object_key = '%s'".formatted(key));
        lake.input.delete(List.of(key));
        lake.announce(key);
        assertThat(lake.run()).isTrue();
        assertThat(lake.rows("select raw from sparkify.rejected_rows order by 1"))
                .containsExactly("another bad row", "bad row of A");
        assertThat(lake.rows("select level, song_id from sparkify.songplays order by level"))
                .containsExactly("ASOOTHER", "freeSOOTHER");

        // and as if it had got as far as the tables that follow
        lake.bucket.put(STATE, stateWithOpenBatch("more"));
        lake.session.sql(
                "UPDATE lake.sparkify_internal.play_records SET level = 'B' WHERE object_key = '%s'".formatted(key));
        lake.session.sql("UPDATE lake.sparkify.songplays SET level = 'B' WHERE user_id = 'half'");
        lake.session.sql("UPDATE lake.sparkify.users SET level = 'B' WHERE user_id = 'half'");
        lake.announce(key);
        assertThat(lake.run()).isTrue();
        assertThat(lake.rows("select level, song_id from sparkify.songplays order by level"))
                .containsExactly("ASOOTHER", "freeSOOTHER");
        assertThat(lake.rows("select level from sparkify.users order by 1")).containsExactly("A", "free");
        assertThat(lake.bucket.text("json/songplays/year=2018/month=11/day=1/songplays.json"))
                .contains("\"level\":\"A\"");
    }

    @Test
    void aBatchWhoseBooksAreWrittenIsKept() {
        lake.upload(key, play("booked", 1, "A", "x"));
        assertThat(lake.run()).isTrue();
        String state = stateWithOpenBatch("this batch");
        lake.upload(key, play("booked", 1, "B", "x"));
        assertThat(lake.run()).isTrue();
        // as if the run had died after its books: the state is behind, and still names the batch
        String id = lake.rows(
                        "select summary['sparkify.batch-id'] from lake.sparkify.load_history.snapshots order by committed_at desc limit 1")
                .get(0);
        lake.bucket.put(STATE, state.replace("this batch", id));
        lake.announce(key);
        assertThat(lake.run()).isTrue();
        assertThat(lake.lastOutput).contains("\"loaded\":0,\"skipped\":1");
        assertThat(lake.rows("select level from sparkify.songplays")).containsExactly("B");
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
        // by the time that the songs cannot be published, artists and plays already follow from them
        lake.bucket.refuse("SOBRITTLE");
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
        lake.bucket.refuse(null);
        assertThat(lake.run()).isTrue();
        assertThat(lake.rows("select song_id, artist_id from sparkify.songplays where user_id = 'brittle'"))
                .containsExactly("SOBRITTLEARBRITTLE");
    }

    @Test
    void whatFailsWithEveryBatchEndsTheRun() {
        for (int object = 0; object < 8; object++) {
            lake.upload(key.replace("-events", "-" + object), play("outage" + object, 1, "free", "x"));
        }
        lake.bucket.refuse("outage");
        assertThatThrownBy(lake::run).hasStackTraceContaining("refused what contains 'outage'");
        assertThat(lake.lastOutput)
                .contains("a batch of 8 objects failed and is undone")
                .contains("a batch of 4 objects failed and is undone");
        assertThat(state()).doesNotContain("\"deaths\":1");
        assertThat(lake.bucket.list("pending/")).hasSize(8);
        lake.bucket.refuse(null);
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
                                "\"attempts\":{\"%s\":{\"etag\":\"%s\",\"deaths\":3,\"company\":1}}"
                                        .formatted(key, etag.replace("\"", "\\\""))));
        assertThat(lake.run()).isTrue();
        assertThat(lake.rows("select status, reason from sparkify.load_history where object_key = '%s'", key))
                .containsExactly(
                        "rejectedSet aside: the run died 3 times while it read this object. Mend it, or request it with force.");
        assertThat(lake.rows("select user_id from sparkify.songplays order by 1"))
                .containsExactly("before", "good");
    }

    private String state() {
        return lake.bucket.text(STATE);
    }

    /** As the state would be if the run had died of a batch that changes {@code key}, the tables being as they are. */
    private String stateWithOpenBatch(String id) {
        StringBuilder before = new StringBuilder();
        for (String table :
                List.of("sparkify.rejected_rows", "sparkify_internal.play_records", "sparkify_internal.song_records")) {
            lake.rows("select snapshot_id from lake.%s.history order by made_current_at desc limit 1", table)
                    .forEach(snapshot -> before.append(before.isEmpty() ? "" : ",")
                            .append("\"lake.%s\":%s".formatted(table, snapshot)));
        }
        return state().replaceFirst(
                        "\"open\":.*",
                        "\"open\":{\"id\":\"%s\",\"keys\":[\"%s\"],\"before\":{%s}}}".formatted(id, key, before));
    }
}
