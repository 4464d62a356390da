package com.sparkify.etl.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Runs over one growing lake; each test has days, users and songs of its own. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class RunTest {
    private static final String DAY = "log_data/2018/11/2018-11-%02d-events.json";
    private static LakeFixture fixture;
    private static int day;

    private String key;
    private long noon;

    @BeforeAll
    static void start() {
        fixture = new LakeFixture();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @BeforeEach
    void nextDay() {
        day++;
        key = DAY.formatted(day);
        noon = 1541030400000L + (day - 1) * 86_400_000L + 43_200_000L;
    }

    private static String play(String user, long ts, String level, String song) {
        return """
                {"page":"NextSong","sessionId":1,"itemInSession":1,"userId":"%s","ts":%d,"level":"%s","song":"%s","artist":"A","length":100.0}
                """.formatted(user, ts, level, song);
    }

    private static String song(String id, String title, String artist) {
        return "{\"song_id\":\"%s\",\"title\":\"%s\",\"artist_id\":\"%s\",\"artist_name\":\"A\",\"duration\":100.000001,\"year\":0}"
                .formatted(id, title, artist);
    }

    private static String stateOrEmpty() {
        return fixture.lake
                .get("state/derived.json")
                .map(content -> new String(content.bytes(), StandardCharsets.UTF_8))
                .orElse("{\"attempts\":{}}");
    }

    private static List<String> query(String sql, Object... values) {
        return fixture.rows(sql.formatted(values));
    }

    private static List<String> filesOf(String table) {
        return query("select file_path from lake.sparkify.%s.files order by 1", table);
    }

    @Test
    void aBadRowIsRejectedAndACorrectedVersionClearsIt() {
        fixture.upload(key, play("bad1", noon, "free", "x") + "nonsense\n");
        assertThat(fixture.run()).isTrue();
        assertThat(query("select line, raw from sparkify.rejected_rows where object_key = '%s'", key))
                .containsExactly("2nonsense");
        fixture.upload(key, play("bad1", noon, "free", "x"));
        assertThat(fixture.run()).isTrue();
        assertThat(query("select * from sparkify.rejected_rows where object_key = '%s'", key))
                .isEmpty();
        assertThat(query("select status from sparkify.load_history where object_key = '%s' order by sequence", key))
                .containsExactly("superseded", "loaded");
    }

    /** As the state would be if the run had died of a batch that changes {@code key}, the tables being as they are. */
    private static String stateWithOpenBatch(String id, String key) {
        StringBuilder before = new StringBuilder();
        for (String table :
                List.of("sparkify.rejected_rows", "sparkify_internal.play_records", "sparkify_internal.song_records")) {
            query("select snapshot_id from lake.%s.history order by made_current_at desc limit 1", table)
                    .forEach(snapshot -> before.append(before.isEmpty() ? "" : ",")
                            .append("\"lake.%s\":%s".formatted(table, snapshot)));
        }
        return fixture.lake
                .text("state/derived.json")
                .replaceFirst(
                        "\"open\":.*",
                        "\"open\":{\"id\":\"%s\",\"keys\":[\"%s\"],\"before\":{%s}}}".formatted(id, key, before));
    }

    @Test
    void aBatchThatWasCutShortIsUndoneBeforeAnythingElse() {
        fixture.upload(key, play("half", noon, "A", "x") + "bad row of A\n");
        assertThat(fixture.run()).isTrue();
        fixture.lake.put("state/derived.json", stateWithOpenBatch("half", key));
        // as if version B had been committed to one table and not to the other, and the run had died
        fixture.session.sql("DELETE FROM lake.sparkify.rejected_rows WHERE object_key = '%s'".formatted(key));
        fixture.input.delete(List.of(key));
        fixture.announce(key);
        assertThat(fixture.run()).isTrue();
        assertThat(query("select raw from sparkify.rejected_rows where object_key = '%s'", key))
                .containsExactly("bad row of A");
        assertThat(query("select level from sparkify.songplays where user_id = 'half'"))
                .containsExactly("A");

        // and as if it had got as far as the tables that follow
        fixture.lake.put("state/derived.json", stateWithOpenBatch("more", key));
        fixture.session.sql(
                "UPDATE lake.sparkify_internal.play_records SET level = 'B' WHERE object_key = '%s'".formatted(key));
        fixture.session.sql("UPDATE lake.sparkify.songplays SET level = 'B' WHERE user_id = 'half'");
        fixture.session.sql("UPDATE lake.sparkify.users SET level = 'B' WHERE user_id = 'half'");
        fixture.announce(key);
        assertThat(fixture.run()).isTrue();
        assertThat(query("select level from sparkify.songplays where user_id = 'half'"))
                .containsExactly("A");
        assertThat(query("select level from sparkify.users where user_id = 'half'"))
                .containsExactly("A");
        assertThat(fixture.lake.text("json/songplays/year=2018/month=11/day=%d/songplays.json".formatted(day)))
                .contains("\"level\":\"A\"");
    }

    @Test
    void aBatchWhoseBooksAreWrittenIsKept() {
        fixture.upload(key, play("booked", noon, "A", "x"));
        assertThat(fixture.run()).isTrue();
        String state = stateWithOpenBatch("this batch", key);
        fixture.upload(key, play("booked", noon, "B", "x"));
        assertThat(fixture.run()).isTrue();
        // as if the run had died after its books: the state is behind, and still names the batch
        String id = query(
                        "select summary['sparkify.batch-id'] from lake.sparkify.load_history.snapshots order by committed_at desc limit 1")
                .get(0);
        fixture.lake.put("state/derived.json", state.replace("this batch", id));
        fixture.announce(key);
        assertThat(fixture.run()).isTrue();
        assertThat(fixture.lastOutput).contains("\"loaded\":0,\"skipped\":1");
        assertThat(query("select level from sparkify.songplays where user_id = 'booked'"))
                .containsExactly("B");
        assertThat(fixture.lake.text("state/derived.json")).contains("\"keys\":[]");
    }

    @Test
    void anObjectWithWhichEveryBatchFailsStaysPendingAloneAndLeavesNothing() {
        String first = DAY.formatted(++day);
        String second = DAY.formatted(++day);
        String brittle = "song_data/B/TRB1.json";
        fixture.upload(key, play("brittle", noon, "free", "Brittle"));
        assertThat(fixture.run()).isTrue();
        fixture.upload(first, play("first", noon + 86_400_000, "free", "x"));
        fixture.upload(second, play("second", noon + 2 * 86_400_000, "free", "x"));
        fixture.upload(brittle, song("SOBRITTLE", "Brittle", "ARBRITTLE"));
        // by the time that the songs cannot be published, artists and plays already follow from them
        fixture.lake.refuse("SOBRITTLE");
        assertThat(fixture.run()).isFalse();
        assertThat(fixture.lastOutput)
                .contains("a batch of 3 objects failed and is undone")
                .contains("a batch of 1 objects failed and is undone")
                .contains("stays pending: " + brittle + ": ")
                .contains("\"loaded\":2");
        assertThat(query("select user_id from sparkify.songplays where user_id in ('first', 'second') order by 1"))
                .containsExactly("first", "second");
        assertThat(query("select song_id from sparkify.songplays where user_id = 'brittle'"))
                .containsExactly("null");
        assertThat(query("select artist_id from sparkify.artists where artist_id = 'ARBRITTLE'"))
                .isEmpty();
        assertThat(fixture.lake.list("pending/")).hasSize(1);
        fixture.lake.refuse(null);
        assertThat(fixture.run()).isTrue();
        assertThat(query("select song_id, artist_id from sparkify.songplays where user_id = 'brittle'"))
                .containsExactly("SOBRITTLEARBRITTLE");
    }

    @Test
    void whatFailsWithEveryBatchEndsTheRun() {
        for (int object = 0; object < 8; object++) {
            fixture.upload(key.replace("-events", "-" + object), play("outage" + object, noon, "free", "x"));
        }
        fixture.lake.refuse("outage");
        assertThatThrownBy(fixture::run).hasStackTraceContaining("refused what contains 'outage'");
        assertThat(fixture.lastOutput)
                .contains("a batch of 8 objects failed and is undone")
                .contains("a batch of 4 objects failed and is undone");
        assertThat(stateOrEmpty()).doesNotContain("\"deaths\":1");
        assertThat(fixture.lake.list("pending/")).hasSize(8);
        fixture.lake.refuse(null);
        assertThat(fixture.run()).isTrue();
        assertThat(query("select user_id from sparkify.songplays where user_id like 'outage%%'"))
                .hasSize(8);
        assertThat(stateOrEmpty()).contains("\"attempts\":{}");
    }

    @Test
    void aLevelFallsBackWhenTheLastPlayGoes() {
        String next = DAY.formatted(++day);
        fixture.upload(key, play("level", noon, "free", "x"));
        fixture.upload(next, play("level", noon + 86_400_000, "paid", "x"));
        assertThat(fixture.run()).isTrue();
        assertThat(query("select level from sparkify.users where user_id = 'level'"))
                .containsExactly("paid");
        fixture.upload(next, "");
        assertThat(fixture.run()).isTrue();
        assertThat(query("select level from sparkify.users where user_id = 'level'"))
                .containsExactly("free");
        fixture.request("{\"retract\":{\"keys\":[\"%s\"]}}".formatted(key));
        assertThat(fixture.run()).isTrue();
        assertThat(query("select level from sparkify.users where user_id = 'level'"))
                .isEmpty();
        assertThat(fixture.lake.list("json/time/year=2018/month=11/day=%d/".formatted(day - 1)))
                .isEmpty();
    }

    @Test
    void aMissingObjectIsToldAndTakesNothingAway() {
        fixture.upload(key, play("missing", noon, "free", "x"));
        assertThat(fixture.run()).isTrue();
        fixture.input.delete(List.of(key));
        fixture.announce(key);
        assertThat(fixture.run()).isTrue();
        assertThat(query("select status from sparkify.load_history where object_key = '%s' order by sequence", key))
                .containsExactly("loaded", "missing");
        assertThat(query("select user_id from sparkify.songplays where user_id = 'missing'"))
                .hasSize(1);
    }

    @Test
    void aPoisonObjectIsSetAsideAlone() {
        String good = DAY.formatted(++day);
        fixture.upload(key, play("poison", noon, "free", "x"));
        fixture.upload(good, play("good", noon + 86_400_000, "free", "x"));
        String etag = fixture.input.head(key).orElseThrow().etag();
        fixture.lake.put(
                "state/derived.json",
                stateOrEmpty()
                        .replace(
                                "\"attempts\":{}",
                                "\"attempts\":{\"%s\":{\"etag\":\"%s\",\"deaths\":3,\"company\":1}}"
                                        .formatted(key, etag.replace("\"", "\\\""))));
        assertThat(fixture.run()).isTrue();
        assertThat(query("select status, reason from sparkify.load_history where object_key = '%s'", key))
                .containsExactly(
                        "rejectedSet aside: the run died 3 times while it read this object. Mend it, or request it with force.");
        assertThat(query("select user_id from sparkify.songplays where user_id in ('poison', 'good')"))
                .containsExactly("good");
    }

    @Test
    void aSongThatComesLateRepairsThePlaysItConcernsAndNoOtherFile() {
        String other = DAY.formatted(++day);
        fixture.upload(key, play("late", noon, "free", "Late"));
        fixture.upload(other, play("late", noon + 86_400_000, "free", "Other"));
        assertThat(fixture.run()).isTrue();
        List<String> before = filesOf("songplays");
        List<String> times = filesOf("time");
        fixture.upload("song_data/L/TRL1.json", song("SOL1", "Late", "ARL"));
        assertThat(fixture.run()).isTrue();
        assertThat(query("select song_id from sparkify.songplays where user_id = 'late' order by start_time"))
                .containsExactly("SOL1", "null");
        assertThat(filesOf("songplays")).hasSameSizeAs(before);
        assertThat(filesOf("songplays").stream().filter(file -> !before.contains(file)))
                .hasSize(1);
        assertThat(filesOf("time")).isEqualTo(times);
        fixture.upload("song_data/L/TRL1.json", song("SOL1", "Renamed", "ARL"));
        assertThat(fixture.run()).isTrue();
        assertThat(query("select song_id from sparkify.songplays where user_id = 'late' order by start_time"))
                .containsExactly("null", "null");
    }

    @Test
    void anUnchangedObjectIsSkippedAndALoadByForceChangesNoFile() {
        fixture.upload(key, play("same", noon, "free", "x"));
        assertThat(fixture.run()).isTrue();
        List<String> before = filesOf("songplays");
        fixture.announce(key);
        assertThat(fixture.run()).isTrue();
        assertThat(fixture.lastOutput).contains("\"loaded\":0,\"skipped\":1");
        fixture.request(
                "{\"load\":{\"from\":\"2018-11-%02d\",\"to\":\"2018-11-%02d\",\"force\":true}}".formatted(day, day));
        assertThat(fixture.run()).isTrue();
        assertThat(fixture.lastOutput).contains("\"loaded\":1,\"skipped\":0");
        assertThat(filesOf("songplays")).isEqualTo(before);
    }

    @Test
    void anUnreadableNewerVersionTakesNothingAway() {
        fixture.upload(key, play("stays", noon, "free", "x"));
        assertThat(fixture.run()).isTrue();
        fixture.upload(key, "\0\0\0");
        assertThat(fixture.run()).isTrue();
        assertThat(query("select user_id from sparkify.songplays where user_id = 'stays'"))
                .hasSize(1);
        assertThat(query(
                        "select status, reason from sparkify.load_history where object_key = '%s' order by sequence",
                        key))
                .containsExactly("loadednull", "rejectedThe object is binary: no line is a JSON object");
    }

    @Test
    void nothingPendingNeedsNoSparkAndTakesNoMoreWork() {
        int closed = fixture.lake.list("closing/").size();
        assertThat(fixture.run()).isTrue();
        assertThat(fixture.lastOutput).isEqualTo("summary {\"batches\":0}\n");
        assertThat(fixture.lake.list("closing/")).hasSize(closed + 1);
    }

    @Test
    void onErrorAbortCommitsNothingAndKeepsTheManifest() {
        fixture.upload(key, play("abort", noon, "free", "x") + "nonsense\n");
        assertThatThrownBy(() -> fixture.run("--on-error", "abort"))
                .hasMessageStartingWith(
                        "--on-error abort: " + key + ": 1 bad rows. Line 2: The line is no JSON object");
        assertThat(query("select user_id from sparkify.songplays where user_id = 'abort'"))
                .isEmpty();
        assertThat(fixture.lake.list("pending/")).hasSize(1);
        assertThat(fixture.run("--on-error", "skip-file")).isTrue();
        assertThat(query("select user_id from sparkify.songplays where user_id = 'abort'"))
                .isEmpty();
        assertThat(query("select status from sparkify.load_history where object_key = '%s'", key))
                .containsExactly("rejected");
        assertThat(fixture.lake.list("pending/")).isEmpty();
    }

    @Test
    void theGreatestCopyOfAPlayCountsAndIfItGoesTheNextStands() {
        String copy = key.replace("-events", "-events-copy");
        fixture.upload(copy, play("copy", noon, "greater", "x"));
        fixture.upload(key, play("copy", noon, "smaller", "x"));
        assertThat(fixture.run()).isTrue();
        boolean copyIsGreater = copy.compareTo(key) > 0;
        assertThat(query("select level from sparkify.songplays where user_id = 'copy'"))
                .containsExactly(copyIsGreater ? "greater" : "smaller");
        fixture.request("{\"retract\":{\"keys\":[\"%s\"]}}".formatted(copyIsGreater ? copy : key));
        assertThat(fixture.run()).isTrue();
        assertThat(query("select level from sparkify.songplays where user_id = 'copy'"))
                .containsExactly(copyIsGreater ? "smaller" : "greater");
    }

    @Test
    void zzRebuildMendsWhatDiffersAndSaysSo() {
        fixture.upload(key, play("rebuild", noon, "free", "x"));
        assertThat(fixture.run()).isTrue();
        fixture.request("{\"rebuild\":{}}");
        assertThat(fixture.run()).isTrue();
        assertThat(fixture.lastOutput)
                .contains("rebuild: songs 0 differed", "rebuild: artists 0 differed", "rebuild: songplays 0 differed")
                .contains("rebuild: time 0 differed", "rebuild: users 0 differed");
        fixture.session.sql("DELETE FROM lake.sparkify.songplays WHERE user_id = 'rebuild'");
        fixture.session.sql("UPDATE lake.sparkify.users SET level = 'wrong' WHERE user_id = 'rebuild'");
        fixture.request("{\"rebuild\":{}}");
        assertThat(fixture.run()).isTrue();
        assertThat(fixture.lastOutput).contains("rebuild: songplays 1 differed", "rebuild: users 1 differed");
        assertThat(query("select level from sparkify.users where user_id = 'rebuild'"))
                .containsExactly("free");
        assertThat(query("select level from sparkify.songplays where user_id = 'rebuild'"))
                .containsExactly("free");
    }

    @Test
    void zzzSweepLoadsWhatNobodyAnnouncedAndKeepsTheTablesFit() {
        fixture.input.put(key, play("sweep", noon, "free", "x"));
        fixture.request("{\"sweep\":{}}");
        assertThat(fixture.run()).isTrue();
        assertThat(query("select user_id from sparkify.songplays where user_id = 'sweep'"))
                .hasSize(1);
        // refused under skip-file before, and read anew now that the rules are others
        assertThat(query("select user_id from sparkify.songplays where user_id = 'abort'"))
                .hasSize(1);
        fixture.request("{\"rebuild\":{}}");
        assertThat(fixture.run()).isTrue();
        assertThat(fixture.lastOutput).contains("rebuild: songplays 0 differed");
    }
}
