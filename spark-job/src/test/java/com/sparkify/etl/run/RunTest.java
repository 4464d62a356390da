package com.sparkify.etl.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RunTest {
    private static LakeFixture fixture;

    @BeforeAll
    static void start() {
        fixture = new LakeFixture();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    private static String play(int session, int item, String user, long ts, String level) {
        return """
                {"page":"NextSong","sessionId":%d,"itemInSession":%d,"userId":"%s","ts":%d,"level":"%s","song":"S","artist":"A","length":100.0}
                """.formatted(session, item, user, ts, level);
    }

    @Test
    void aDayASongAndACorrectionGiveTheTablesTheyShould() {
        long ts = 1541105830796L;
        fixture.upload(
                "log_data/2018/11/2018-11-01-events.json",
                play(1, 0, "8", ts, "free") + play(1, 1, "8", ts + 1, "paid") + "nonsense\n");
        assertThat(fixture.run()).isTrue();
        assertThat(fixture.lastOutput).contains("\"songplays\":2");
        assertThat(fixture.rows("select user_id, level from sparkify.users")).containsExactly("8paid");
        fixture.upload(
                "song_data/A/B/C/TR1.json",
                "{\"song_id\":\"SO1\",\"title\":\"S\",\"artist_id\":\"AR1\",\"artist_name\":\"A\",\"duration\":100.000001,\"year\":0}");
        assertThat(fixture.run()).isTrue();
        System.out.println(fixture.lastOutput);
        assertThat(fixture.rows("select song_id, artist_id from sparkify.songplays"))
                .containsExactly("SO1AR1", "SO1AR1");
        fixture.upload("log_data/2018/11/2018-11-01-events.json", play(1, 0, "8", ts, "free"));
        assertThat(fixture.run()).isTrue();
        System.out.println(fixture.lastOutput);
        assertThat(fixture.rows("select user_id, level from sparkify.users")).containsExactly("8free");
        assertThat(fixture.rows("select count(*) from sparkify.rejected_rows")).containsExactly("0");
        assertThat(fixture.lake.list("json/"))
                .extracting("key")
                .containsExactly(
                        "json/artists/artists.json",
                        "json/songplays/year=2018/month=11/day=1/songplays.json",
                        "json/songs/songs.json",
                        "json/time/year=2018/month=11/day=1/time.json",
                        "json/users/users.json");
        System.out.println(fixture.lake.text("json/songplays/year=2018/month=11/day=1/songplays.json"));
        fixture.announce("log_data/2018/11/2018-11-01-events.json");
        assertThat(fixture.run()).isTrue();
        System.out.println(fixture.lastOutput);
        fixture.request("{\"retract\":{\"keys\":[\"log_data/2018/11/2018-11-01-events.json\"]}}");
        assertThat(fixture.run()).isTrue();
        System.out.println(fixture.lastOutput);
        System.out.println(
                String.join(
                        "\n",
                        fixture.rows(
                                "select object_key, status, sequence, reason from sparkify.load_history order by object_key, sequence")));
        assertThat(fixture.lake.list("json/"))
                .extracting("key")
                .containsExactly("json/artists/artists.json", "json/songs/songs.json");
    }
}
