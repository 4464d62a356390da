package com.sparkify.law;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sparkify.local.cleanup.FileTree;
import com.sparkify.local.generate.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The published files import into PostgreSQL with all constraints checked, and again after each change. */
class PostgresIT {
    private static final String QUIRKS = "log_data/2018/11/2018-11-29-quirks.json";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void aSecondImportEndsWithTheRowsOfAFreshOneAndReadersSeeAllOfItOrNothing() throws Exception {
        SortedMap<String, byte[]> objects =
                SampleData.objects(new Recipe(folder.resolve("data"), 4, 30, 40, 9, Recipe.Rows.SOME_BAD));
        objects.put(QUIRKS, quirks().getBytes(UTF_8));
        ModelWorld world = new ModelWorld(ModelWorld.OnError.CONTINUE);
        WarmJob warm = WarmJob.on("postgres");
        objects.forEach((key, bytes) -> new Action.Put(key, bytes).happen(world, warm.lake()));
        new Action.Announce(List.copyOf(objects.keySet())).happen(world, warm.lake());
        publish(warm, world);

        try (PostgresDatabase database = PostgresDatabase.start()) {
            database.load(folder.resolve("json"));
            assertThat(expected(world).differences(database.rows())).isEmpty();
            long before = world.rows().count(Table.SONGPLAYS);

            String gone = objects.keySet().stream()
                    .filter(key -> key.startsWith("log_data/"))
                    .findFirst()
                    .orElseThrow();
            new Action.Retract(List.of(gone)).happen(world, warm.lake());
            new Action.Put(QUIRKS, quirks().replace("free", "paid").getBytes(UTF_8)).happen(world, warm.lake());
            new Action.Announce(List.of(QUIRKS)).happen(world, warm.lake());
            publish(warm, world);
            Set<Long> seen = countsDuring(database, () -> database.load(folder.resolve("json")));

            assertThat(expected(world).differences(database.rows())).isEmpty();
            assertThat(world.rows().count(Table.SONGPLAYS)).isLessThan(before);
            assertThat(seen).isNotEmpty().isSubsetOf(before, world.rows().count(Table.SONGPLAYS));
            assertThatThrownBy(() -> execute(database, "DELETE FROM sparkify.users"))
                    .hasMessageContaining("violates foreign key constraint");
            laterFileCounts(database, world);
        }
        assumeTrue(PostgresDatabase.hasPsql(), "psql is not on the PATH: load.sh was not tried, only its SQL");
    }

    /** While a file is cut in two, its rows are there twice: those of the later file count. */
    private void laterFileCounts(PostgresDatabase database, ModelWorld world) throws Exception {
        Path users = folder.resolve("json/users");
        Path part = Files.list(users).sorted().findFirst().orElseThrow();
        Path whole = users.resolve("users.json");
        Files.writeString(whole, Files.readString(part).replace("\"level\":\"", "\"level\":\"old "));
        Files.setLastModifiedTime(whole, FileTime.fromMillis(part.toFile().lastModified() - 60_000));
        database.load(folder.resolve("json"));
        assertThat(expected(world).differences(database.rows())).isEmpty();
    }

    private interface Load {
        void run() throws Exception;
    }

    /** How many plays a reader counts, again and again until the load has ended. */
    private static Set<Long> countsDuring(PostgresDatabase database, Load load) throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        CountDownLatch counted = new CountDownLatch(1);
        CompletableFuture<Set<Long>> reader = CompletableFuture.supplyAsync(() -> {
            Set<Long> counts = new TreeSet<>();
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                while (!ended.get()) {
                    try (ResultSet result = statement.executeQuery("SELECT count(*) FROM sparkify.songplays")) {
                        result.next();
                        counts.add(result.getLong(1));
                    }
                    counted.countDown();
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return counts;
        });
        try {
            assertThat(counted.await(1, TimeUnit.MINUTES)).isTrue();
            load.run();
        } finally {
            ended.set(true);
        }
        return reader.join();
    }

    private static void execute(PostgresDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Runs the job with small files, and copies what it published. */
    private void publish(WarmJob warm, ModelWorld world) throws IOException {
        JobJvm.Run run = warm.job().run(warm.lake().arguments("--publish-rows", "12"));
        assertThat(run.exitCode()).as(run.printed()).isZero();
        world.run();
        Path json = folder.resolve("json");
        FileTree.delete(List.of(json));
        for (Map.Entry<String, byte[]> file : warm.lake().published().entrySet()) {
            Path path = json.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }

    private static Rows expected(ModelWorld world) {
        Rows rows = world.rows();
        rows.tables().get(Table.REJECTED_ROWS).clear();
        return rows;
    }

    /** Texts that an import may stumble over. */
    private static String quirks() {
        List<String> texts = List.of(
                "a \\\"quoted\\\" name",
                "back\\\\slash \\\\. \\\\N",
                "tab\\tline\\nreturn\\r",
                "bell\\u0007\\u0001\\u0002",
                "nul\\u0000",
                "lone\\ud800",
                "emoji \\ud83c\\udfa7",
                "{}",
                ",;|'$1");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < texts.size(); i++) {
            lines.append(
                    "{\"page\":\"NextSong\",\"ts\":%d,\"sessionId\":9000,\"itemInSession\":%d,\"userId\":\"quirk%d\",\"level\":\"free\",\"firstName\":\"%s\",\"location\":\"%s\"}\n"
                            .formatted(1_543_449_600_000L + i, i, i, texts.get(i), texts.get(i)));
        }
        return lines.toString();
    }
}
