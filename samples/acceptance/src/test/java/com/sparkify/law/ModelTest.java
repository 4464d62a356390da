package com.sparkify.law;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelTest {
    private final List<Reading> readings = new ArrayList<>();

    @Test
    void songplayHasTheContractsColumns() {
        log(
                "a",
                "'ts':1541105830796,'sessionId':139,'itemInSession':0,'userId':'8','level':'free','song':'T',"
                        + "'artist':'N','length':1.5,'location':'L','userAgent':'\\\"U'");
        song("x", "'song_id':'S','artist_id':'A','title':'T','artist_name':'N','duration':1.500001");

        assertThat(rows(Table.SONGPLAYS))
                .containsExactly(List.of(
                        Characters.sha256("139|0|8|1541105830796".getBytes(UTF_8)),
                        "2018-11-01T20:57:10.796Z",
                        "8",
                        "free",
                        "S",
                        "A",
                        "139",
                        "L",
                        "\"U",
                        "2018",
                        "11"));
        assertThat(rows(Table.TIME))
                .containsExactly(List.of("2018-11-01T20:57:10.796Z", "20", "1", "44", "11", "2018", "4"));
    }

    @Test
    void greatestKeyAndLineOfTheSamePlayWins() {
        log("b", play(1, "'level':'b1'"), play(1, "'level':'b2'"));
        log("a", play(1, "'level':'a'"));
        // Greater in UTF-8, smaller in UTF-16.
        log("b\uFFFD", play(2, "'level':'low'"));
        log("b\uD83D\uDE00", play(2, "'level':'high'"));

        assertThat(rows(Table.SONGPLAYS)).extracting(row -> row.get(3)).containsExactlyInAnyOrder("b2", "high");
    }

    @Test
    void userIsAsInTheLastPlayByTimeThenSessionThenItem() {
        log(
                "a",
                "'ts':5,'sessionId':1,'itemInSession':9,'userId':'u','level':'old'",
                "'ts':5,'sessionId':2,'itemInSession':1,'userId':'u','level':'new','firstName':'F'",
                "'ts':4,'sessionId':9,'itemInSession':9,'userId':'u','level':'older'");

        assertThat(rows(Table.USERS).toString()).isEqualTo("[[u, F, null, null, new]]");
    }

    @Test
    void matchingTakesTheSmallestSongAndLeavesThePlayWithoutOne() {
        song("1", "'song_id':'S2','artist_id':'A','title':'T','artist_name':'N','duration':10");
        song("2", "'song_id':'S1','artist_id':'B','title':'T','artist_name':'N','duration':10.000004");
        song("3", "'song_id':'S0','artist_id':'C','title':'T','artist_name':null,'duration':10");
        log("a", play(1, "'song':'T','artist':'N','length':1e1"), play(2, "'song':'T','artist':null,'length':10"));
        log("b", play(3, "'song':'t','artist':'N','length':10"), play(4, "'song':'T','artist':'N','length':'10'"));

        assertThat(rows(Table.SONGPLAYS))
                .extracting(row -> row.get(4) + "/" + row.get(5))
                .containsExactlyInAnyOrder("S1/B", "null/null", "null/null", "null/null");
    }

    @Test
    void laterRecordAndGreaterKeyWinASong() {
        song("2", "'song_id':'S','artist_id':'A','title':'two','year':'1999'");
        song("1", "'song_id':'S','artist_id':'A','title':'one'");
        readings.add(Reading.of(
                        Reading.SONG_PREFIX + "3",
                        "{\"song_id\":\"R\",\"artist_id\":\"A\"} {\"song_id\":\"R\",\"artist_id\":\"B\",\"year\":3e9}"
                                .getBytes(UTF_8))
                .orElseThrow());

        assertThat(rows(Table.SONGS).toString()).isEqualTo("[[R, null, B, null, null], [S, two, A, 1999, null]]");
    }

    @Test
    void artistIsTheMostCompleteThenTheYoungestThenTheFirstSong() {
        song("1", "'song_id':'S1','artist_id':'A','artist_name':'empty','artist_location':'','year':2018");
        song("2", "'song_id':'S2','artist_id':'A','artist_name':'zero','artist_latitude':0.0,'year':1999");
        song("3", "'song_id':'S3','artist_id':'A','artist_name':'young','artist_longitude':-1,'year':2000");
        song("4", "'song_id':'S4','artist_id':'A','artist_name':'last','artist_longitude':1,'year':2000");

        assertThat(rows(Table.ARTISTS).toString()).isEqualTo("[[A, young, null, null, -1.0]]");
    }

    @Test
    void artistOfALosingSongDoesNotCount() {
        song("1", "'song_id':'S','artist_id':'gone','artist_name':'N'");
        song("2", "'song_id':'S','artist_id':'stays','artist_name':'N'");

        assertThat(rows(Table.ARTISTS)).extracting(row -> row.get(0)).containsExactly("stays");
    }

    @Test
    void partitionsArePublishedByDay() {
        log("a", play(1_541_105_830_796L, "'level':'free'"));

        assertThat(Published.expected(Model.tables(readings)))
                .containsOnlyKeys(
                        "songplays/year=2018/month=11/day=1/songplays.json",
                        "time/year=2018/month=11/day=1/time.json",
                        "users/users.json");
    }

    private static String play(long ts, String more) {
        return "'ts':" + ts + ",'sessionId':1,'itemInSession':1,'userId':'u'," + more;
    }

    private void log(String name, String... lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append("{'page':'NextSong',").append(line).append("}\n");
        }
        add(Reading.LOG_PREFIX + name, text.toString());
    }

    private void song(String name, String record) {
        add(Reading.SONG_PREFIX + name, "{" + record + "}");
    }

    private void add(String key, String text) {
        readings.add(Reading.of(key, text.replace('\'', '"').getBytes(UTF_8)).orElseThrow());
    }

    private List<List<String>> rows(Table table) {
        return Model.tables(readings).all(table);
    }
}
