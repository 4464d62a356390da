package com.sparkify.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckDbCheckTest {
    private static final String USERS = "out/json/users/users.json";
    private static final String TIME = "out/json/time/year=1970/month=1/day=1/time.json";

    @TempDir
    Path folder;

    @BeforeEach
    void onePlayOfOneSong() throws IOException {
        write(
                "logs/1970-01-01-events.json",
                "{'page':'NextSong','ts':7,'sessionId':1,'itemInSession':2,'userId':'u','level':'free','song':'T',"
                        + "'artist':'N','length':1.5}\r\n\r\n{'page':'Home'}\nno json\n");
        write("songs/A/TR.json", "{'song_id':'S','artist_id':'A','title':'T',\n'artist_name':'N','duration':1.500001}");
        write(
                "out/json/songplays/year=1970/month=1/day=1/songplays.json",
                "{'songplay_id':'b9ec6fb3c55ebd292b2d7b3fd4b3559a08f32e7f6272fc6affba43005ba761f5',"
                        + "'start_time':'1970-01-01T00:00:00.007Z','user_id':'u','level':'free','song_id':'S',"
                        + "'artist_id':'A','session_id':1,'location':null,'user_agent':null,'year':1970,'month':1}\n");
        write(USERS, "{'user_id':'u','first_name':null,'last_name':null,'gender':null,'level':'free'}\n");
        write(
                "out/json/songs/songs.json",
                "{'song_id':'S','title':'T','artist_id':'A','year':null,'duration':1.500001}\n");
        write(
                "out/json/artists/artists.json",
                "{'artist_id':'A','name':'N','location':null,'latitude':null,'longitude':null}\n");
        write(
                TIME,
                "{'start_time':'1970-01-01T00:00:00.007Z','hour':0,'day':1,'week':1,'month':1,'year':1970,"
                        + "'weekday':4}\n");
    }

    @Test
    void equalTablesPass() throws Exception {
        assertThat(check(0)).contains("songplays 1 equal", "time 1 equal", "5 tables equal, 0 different");
    }

    @Test
    void anotherValueIsFound() throws Exception {
        write(USERS, Files.readString(folder.resolve(USERS)).replace("free", "paid"));

        assertThat(check(1)).contains("users 1 DIFFERENT", "missing", "surplus", "4 tables equal, 1 different");
    }

    @Test
    void doubleRowIsFound() throws Exception {
        write(USERS, Files.readString(folder.resolve(USERS)).repeat(2));

        assertThat(check(1)).contains("users 2 DIFFERENT");
    }

    @Test
    void missingFileIsFound() throws Exception {
        Files.delete(folder.resolve(TIME));

        assertThat(check(1)).contains("time 0 DIFFERENT", "missing");
    }

    @Test
    void rowUnderAnotherDayIsFound() throws Exception {
        Path elsewhere = folder.resolve(TIME.replace("day=1", "day=2"));
        Files.createDirectories(elsewhere.getParent());
        Files.move(folder.resolve(TIME), elsewhere);

        assertThat(check(1)).contains("row of another day in");
    }

    @Test
    void columnTooManyIsFound() throws Exception {
        write(USERS, Files.readString(folder.resolve(USERS)).replace("{", "{\"source\":1,"));

        assertThat(check(1)).contains("columns [source, user_id");
    }

    @Test
    void wrongArgumentsAreTold() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        assertThat(DuckDbCheck.run(new String[] {"--logs", "x", "--input", "y"}, new PrintStream(out, true, UTF_8)))
                .isEqualTo(2);
        assertThat(out.toString(UTF_8)).startsWith("usage: DuckDbCheck");
    }

    private String check(int exitCode) throws IOException, SQLException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String[] args = {
            "--logs", folder.resolve("logs").toString(),
            "--songs", folder.resolve("songs").toString(),
            "--out", folder.resolve("out").toString()
        };
        assertThat(DuckDbCheck.run(args, new PrintStream(out, true, UTF_8)))
                .as(out.toString(UTF_8))
                .isEqualTo(exitCode);
        return out.toString(UTF_8);
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text.replace('\'', '"'));
    }
}
