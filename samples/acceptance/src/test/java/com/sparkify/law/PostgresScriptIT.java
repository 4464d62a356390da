package com.sparkify.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sparkify.law.PostgresDatabase.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** load.sh loads all of the published files or changes nothing, also beside other loads and publications. */
class PostgresScriptIT {
    private static final String LOCK = "hashtext('sparkify load')";

    private static PostgresDatabase database;

    @TempDir
    Path folder;

    private Path json;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(PostgresDatabase.hasPsql(), "psql is not on the PATH: load.sh is not tried");
        database = PostgresDatabase.start();
    }

    @AfterAll
    static void stop() throws IOException {
        if (database != null) {
            database.close();
        }
    }

    @BeforeEach
    void publish() throws IOException, SQLException {
        execute("DROP SCHEMA IF EXISTS sparkify CASCADE");
        json = folder.resolve("json");
        publish("free");
    }

    private void publish(String level) throws IOException {
        write("users/users.json", "{\"user_id\":\"39\",\"first_name\":\"Zoë 🎧\",\"level\":\"" + level + "\"}\n");
        for (int day = 1; day <= 2; day++) {
            String time = "\"start_time\":\"2018-11-0" + day + "T20:57:10.796Z\"";
            write(
                    "time/year=2018/month=11/day=" + day + "/time.json",
                    "{" + time + ",\"hour\":20,\"day\":1,\"week\":44,\"month\":11,\"year\":2018,\"weekday\":4}\n");
            write(
                    "songplays/year=2018/month=11/day=" + day + "/songplays.json",
                    "{\"songplay_id\":\"day" + day + "\"," + time
                            + ",\"user_id\":\"39\",\"session_id\":7,\"year\":2018,\"month\":11}\n");
        }
    }

    private void write(String name, String lines) throws IOException {
        Path file = json.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, lines);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cat", "find", "ls"})
    void aFileOrFolderThatCannotBeReadChangesNothing(String command) throws Exception {
        loads(Map.of());
        Map<String, String> path =
                shim(command, "case \"$*\" in *songplays*) echo \"songplays: Permission denied\" >&2; exit 1 ;; esac");

        Ended load = load(path);

        assertThat(load.exitCode()).isEqualTo(1);
        assertThat(load.printed())
                .isEqualTo("load.sh: Nothing was loaded: cannot read " + json + ": songplays: Permission denied\n");
        assertThat(plays()).isEqualTo("day1 day2");
    }

    @Test
    void filesThatArePublishedUnderOtherNamesMeanwhileAreReadThere() throws Exception {
        Map<String, String> path =
                shim("cat", "case \"$*\" in *users.json*) mv users/users.json users/users-0.json ;; esac");
        loads(path);
        assertThat(plays()).isEqualTo("day1 day2");
        assertThat(json.resolve("users/users-0.json")).exists();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "songplays/year=2018/month=11/day=1/ann's.json",
                "songplays/year=2018/month=11/day=1/songplays copy.json",
                "songplays/year=2018/old/songplays.json",
                "users/a\nb.json"
            })
    void aForeignFileIsLeftOut(String name) throws Exception {
        write(name, "not ours\n");
        loads(Map.of());
        assertThat(plays()).isEqualTo("day1 day2");
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "users", "songplays/year=2018"})
    void aFolderWithoutPublishedFilesChangesNothing(String where) throws Exception {
        loads(Map.of());
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.writeString(Files.createDirectories(other.resolve(where)).resolve("contacts.json"), "{}\n");

        Ended load = database.runScript(other.toString(), Map.of());

        assertThat(load.exitCode()).isEqualTo(2);
        assertThat(load.printed())
                .startsWith("load.sh: No published files in " + other)
                .hasLineCount(1);
        assertThat(plays()).isEqualTo("day1 day2");
    }

    @Test
    void loadsFromS3OrChangesNothing() throws Exception {
        Map<String, String> copies = shim("aws", "cp -Rp '" + json + "/.' \"${@: -1}\"; exit");
        Ended load = database.runScript("s3://lake/json/", copies);
        assertThat(load.exitCode()).as(load.printed()).isZero();
        assertThat(plays()).isEqualTo("day1 day2");

        Map<String, String> copiesSome = shim(
                "aws", "cp -Rp '" + json + "/users' \"${@: -1}\"; echo 'download failed: Access Denied' >&2; exit 1");
        load = database.runScript("s3://lake/json/", copiesSome);
        assertThat(load.exitCode()).isEqualTo(1);
        assertThat(load.printed())
                .isEqualTo("load.sh: Nothing was loaded: cannot read s3://lake/json/:"
                        + " download failed: Access Denied\n");
        assertThat(plays()).isEqualTo("day1 day2");
    }

    @Test
    void concurrentLoadsWaitForEachOther() throws Exception {
        for (int round = 0; round < 2; round++) {
            List<CompletableFuture<Ended>> loads =
                    Stream.generate(this::begin).limit(4).toList();
            for (CompletableFuture<Ended> load : loads) {
                assertThat(load.join().exitCode()).as(load.join().printed()).isZero();
            }
            assertThat(plays()).isEqualTo("day1 day2");
        }
    }

    @Test
    void aLoadReadsTheFilesAfterTheLoadThatItWaitsFor() throws Exception {
        CompletableFuture<Ended> load;
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + LOCK + ")");
            load = begin();
            while (text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
                    .equals("0")) {
                assertThat(load).isNotDone();
                Thread.sleep(50);
            }
            publish("paid");
            statement.execute("SELECT pg_advisory_unlock(" + LOCK + ")");
        }
        assertThat(load.join().exitCode()).as(load.join().printed()).isZero();
        assertThat(text("SELECT level FROM sparkify.users")).isEqualTo("paid");
    }

    @Test
    void theFilesAreUtf8WhateverTheEnvironmentSays() throws Exception {
        loads(Map.of("PGCLIENTENCODING", "LATIN1"));
        assertThat(text("SELECT first_name FROM sparkify.users")).isEqualTo("Zoë 🎧");
    }

    private CompletableFuture<Ended> begin() {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return load(Map.of());
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                work -> new Thread(work).start());
    }

    private Ended load(Map<String, String> environment) throws IOException, InterruptedException {
        return database.runScript(json.toString(), environment);
    }

    private void loads(Map<String, String> environment) throws IOException, InterruptedException {
        Ended load = load(environment);
        assertThat(load.exitCode()).as(load.printed()).isZero();
    }

    /** A PATH on which the command first does this, and then what it always does. */
    private Map<String, String> shim(String command, String first) throws IOException {
        Path file = Files.createDirectories(folder.resolve("bin")).resolve(command);
        Files.writeString(file, "#!/usr/bin/env bash\n" + first + "\nPATH=${PATH#*:}\nexec " + command + " \"$@\"\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return Map.of("PATH", file.getParent() + ":" + System.getenv("PATH"));
    }

    private static String plays() throws SQLException {
        return text("SELECT string_agg(songplay_id, ' ' ORDER BY songplay_id) FROM sparkify.songplays");
    }

    private static String text(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
