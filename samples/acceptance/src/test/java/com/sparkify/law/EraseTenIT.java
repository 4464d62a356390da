package com.sparkify.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures the erasure of ten of 3,000 users from 60 days of plays in a versioned bucket, and its growth with the lake,
 * in one warm JVM with the packaged job:
 * {@code mvn verify -Pthorough -Dtest=none -Dit.test=EraseTenIT -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false},
 * with {@code -Derase.sizes} for other lakes.
 */
class EraseTenIT {
    private static final int DAYS = 60;
    private static final int USERS = 3_000;
    private static final int ERASED = 10;
    private static final int DAYS_A_RUN = 10;
    private static final LocalDate FIRST = LocalDate.of(2018, 10, 1);
    private static final long DAY = Duration.ofDays(1).toMillis();

    /** Plays of a day, one lake for each number. */
    private static final String SIZES = System.getProperty("erase.sizes", "1000,4000,16000");

    @TempDir
    Path folder;

    @Test
    @Tag("thorough")
    void whatItCosts() throws IOException {
        List<String> table = new ArrayList<>(List.of(
                "| plays a day | plays in all | load, s | erase ten, s | rows gone | files written anew | MiB | snapshots |"
                        + " versions |",
                "|---|---|---|---|---|---|---|---|---|"));
        try (LocalLake lake = new LocalLake(folder)) {
            lake.keepVersions(true);
            lake.begin("warm-up");
            try (JobJvm job = JobJvm.start(folder.resolve("job"), lake.endpoint(), lake.spark(), List.of())) {
                measure(lake, job, 200);
                for (String size : SIZES.split(",")) {
                    lake.begin("size-" + size);
                    table.add(measure(lake, job, Integer.parseInt(size)));
                }
            }
        }
        table.forEach(System.out::println);
    }

    private static String measure(LocalLake lake, JobJvm job, int plays) throws IOException {
        job.useLake(lake.catalog());
        double load = 0;
        for (int day = 0; day < DAYS; day++) {
            put(lake, day, plays);
            if (day % DAYS_A_RUN == DAYS_A_RUN - 1) {
                load += run(lake, job);
            }
        }
        List<String> users = IntStream.range(0, ERASED)
                .mapToObj(user -> Integer.toString(user * USERS / ERASED))
                .toList();
        new Action.Erase(users).happenIn(lake);
        double erase = run(lake, job);
        Map<String, Scalar> answer =
                new JsonScanner(lake.texts("state/erasures/").get(0)).object();
        long left = Long.parseLong(
                new JsonScanner(job.query("SELECT count(*) AS n FROM lake.sparkify.songplays WHERE user_id IN ('"
                                        + String.join("','", users) + "')")
                                .get(0))
                        .object()
                        .get("n")
                        .text());
        assertThat(left).isZero();
        long gone = (long) DAYS * plays
                - Long.parseLong(new JsonScanner(job.query("SELECT count(*) AS n FROM lake.sparkify.songplays")
                                .get(0))
                        .object()
                        .get("n")
                        .text());
        return "| %d | %d | %.1f | %.1f | %d | %s | %.1f | %s | %s |"
                .formatted(
                        plays,
                        (long) DAYS * plays,
                        load,
                        erase,
                        gone,
                        answer.get("filesRewritten").text(),
                        Long.parseLong(answer.get("bytesRewritten").text()) / 1048576.0,
                        answer.get("snapshots").text(),
                        answer.get("versions").text());
    }

    private static double run(LocalLake lake, JobJvm job) throws IOException {
        long begun = System.nanoTime();
        JobJvm.Run run = job.run(lake.arguments());
        assertThat(run.exitCode()).as(run.printed()).isZero();
        assertThat(lake.pendingManifests()).isZero();
        return (System.nanoTime() - begun) / 1e9;
    }

    private static void put(LocalLake lake, int day, int plays) {
        LocalDate date = FIRST.plusDays(day);
        String key = "log_data/%d/%02d/%s-events.json".formatted(date.getYear(), date.getMonthValue(), date);
        StringBuilder lines = new StringBuilder(plays * 300);
        for (int play = 0; play < plays; play++) {
            int user = (int) ((play * 7919L + day * 104729L) % USERS);
            lines.append("""
                    {"artist":"Artist %d","firstName":"First%d","gender":"F","itemInSession":%d,"lastName":"Last%d",\
                    "length":%d.5,"level":"free","location":"Town %d","page":"NextSong","sessionId":%d,"song":"Song %d",\
                    "ts":%d,"userAgent":"Mozilla/5.0 (X11; Linux x86_64; rv:31.0)","userId":"%d"}
                    """.formatted(
                            play % 997,
                            user,
                            play,
                            user,
                            100 + play % 300,
                            user % 50,
                            day * 10_000 + user,
                            play % 9973,
                            date.toEpochDay() * DAY + DAY * play / plays,
                            user));
        }
        lake.put(key, lines.toString().getBytes(StandardCharsets.UTF_8));
        lake.announce(List.of(key));
    }
}
