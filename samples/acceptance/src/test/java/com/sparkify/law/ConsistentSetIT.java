package com.sparkify.law;

import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.local.fault.FaultGate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads the snapshots that {@code state/current.json} names while runs are killed repeatedly: no reader sees a songplay
 * without its user or time row, or rows of two batches mixed. Each batch corrects all objects at once: every row
 * carries the number of its version, and every play starts a minute later than in the version before.
 */
class ConsistentSetIT {
    private static final List<String> KEYS = List.of(
            "log_data/2018/11/2018-11-01-events.json",
            "log_data/2018/11/2018-11-02-events.json",
            "log_data/2018/11/2018-11-03-events.json");

    private static final int PLAYS = 20;
    private static final int USERS = 7;
    private static final long FIRST_DAY = 1541030400000L;
    private static final Pattern SNAPSHOT = Pattern.compile("\"(songplays|users|time)\":(\\d+)");

    /** The songplays have the new version; users have not. Songplays and time rows are committed at the same time. */
    private static final Moment MIXED = new Moment("commit users", 1, Moment.Side.BEFORE);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private LocalLake lake;
    private JobJvm reader;
    private int version;
    private int jvms;

    /**
     * What a reader saw.
     *
     * @param versions of songplays and users, each once
     * @param orphans songplays without their user or time row
     */
    private record Sight(List<String> versions, long orphans) {
        boolean isConsistent() {
            return versions.size() == 1 && orphans == 0;
        }
    }

    @Test
    void aReaderOfTheConsistentSetSeesOneBatch() throws Exception {
        readWhileRunsAreKilled(Integer.getInteger("law.reader.kills", 3));
    }

    @Test
    @Tag("thorough")
    void throughoutThirtyKills() throws Exception {
        readWhileRunsAreKilled(30);
    }

    private void readWhileRunsAreKilled(int kills) throws Exception {
        try (LocalLake opened = new LocalLake(folder);
                JobJvm spark = startReader(opened)) {
            lake = opened;
            reader = spark;
            correct();
            assertThat(runIn(startVictim(), FaultGate.OPEN)).isFalse();
            assertThat(consistentSet().isConsistent()).isTrue();

            correct();
            assertThat(runIn(startVictim(), null)).as("killed " + MIXED).isTrue();
            assertThat(currentTables().isConsistent())
                    .as("a reader of the current tables between two commits")
                    .isFalse();
            assertThat(consistentSet().isConsistent()).isTrue();

            AtomicBoolean isOver = new AtomicBoolean();
            CompletableFuture<List<Sight>> sights = CompletableFuture.supplyAsync(() -> readUntil(isOver));
            int struck = killAtRandom(kills);
            isOver.set(true);
            List<Sight> seen = sights.get(1, TimeUnit.MINUTES);
            System.out.printf("read the consistent set %d times while %d runs were killed%n", seen.size(), struck);
            assertThat(struck).isEqualTo(kills);
            assertThat(seen).hasSizeGreaterThan(kills).allMatch(Sight::isConsistent);

            assertThat(runIn(startVictim(), FaultGate.OPEN)).isFalse();
            assertThat(consistentSet()).isEqualTo(new Sight(List.of("v" + version), 0));
            assertThat(currentTables()).isEqualTo(new Sight(List.of("v" + version), 0));
        }
    }

    private JobJvm startReader(LocalLake opened) throws IOException {
        opened.begin("consistent");
        return JobJvm.start(folder.resolve("reader"), opened.endpoint(), opened.sparkOfOneTask());
    }

    private JobJvm startVictim() throws IOException {
        return JobJvm.startPlain(folder.resolve("job-" + jvms++), lake.endpoint(), lake.sparkOfOneTask());
    }

    /** Kills runs at random requests until so many died; runs that end before the kill count for nothing. */
    private int killAtRandom(int kills) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(7);
        int struck = 0;
        while (struck < kills) {
            correct();
            JobJvm victim = startVictim();
            RandomKiller killer = new RandomKiller(random.nextInt(1, 160), victim.process());
            struck += runIn(victim, killer) ? 1 : 0;
        }
        return struck;
    }

    /** Whether the run was killed. @param rule what happens to its requests; null for a kill between two commits */
    private boolean runIn(JobJvm victim, FaultGate.Rule rule) throws IOException, InterruptedException {
        lake.gate().apply(rule == null ? Killer.of(MIXED, victim.process()) : rule);
        try (victim) {
            victim.useLake(lake.catalog());
            assertThat(victim.run(lake.arguments("--lease-seconds", "3")).exitCode())
                    .isZero();
            return false;
        } catch (IOException e) {
            assertThat(victim.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
            return true;
        } finally {
            lake.gate().apply(FaultGate.OPEN);
        }
    }

    private List<Sight> readUntil(AtomicBoolean isOver) {
        List<Sight> sights = new ArrayList<>();
        try {
            while (!isOver.get()) {
                sights.add(consistentSet());
            }
            return sights;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts another version of all objects and announces them at once. */
    private void correct() {
        version++;
        for (int object = 0; object < KEYS.size(); object++) {
            StringBuilder lines = new StringBuilder();
            for (int play = 0; play < PLAYS; play++) {
                long start = FIRST_DAY + object * 86_400_000L + play * 1_000L + version * 60_000L;
                lines.append("""
                        {"page":"NextSong","sessionId":%d,"itemInSession":%d,"userId":"%d","ts":%d,"firstName":"v%d",\
                        "location":"v%d"}
                        """.formatted(object, play, play % USERS, start, version, version));
            }
            lake.put(KEYS.get(object), lines.toString().getBytes(StandardCharsets.UTF_8));
        }
        lake.announce(KEYS);
    }

    private Sight consistentSet() throws IOException {
        Matcher named = SNAPSHOT.matcher(lake.texts("state/current.json").get(0));
        Map<String, String> tables = new HashMap<>();
        while (named.find()) {
            tables.put(named.group(1), "lake.sparkify." + named.group(1) + " VERSION AS OF " + named.group(2));
        }
        return sight(tables.get("songplays"), tables.get("users"), tables.get("time"));
    }

    private Sight currentTables() throws IOException {
        return sight("lake.sparkify.songplays", "lake.sparkify.users", "lake.sparkify.time");
    }

    private Sight sight(String songplays, String users, String time) throws IOException {
        List<String> answer = reader.query("""
                SELECT 'version' AS what, location AS value FROM %1$s
                UNION SELECT 'version', first_name FROM %2$s
                UNION SELECT 'orphan', songplay_id FROM %1$s p LEFT ANTI JOIN %2$s u ON p.user_id = u.user_id
                UNION SELECT 'orphan', songplay_id FROM %1$s p LEFT ANTI JOIN %3$s t ON p.start_time = t.start_time
                """.formatted(songplays, users, time));
        List<String> versions = new ArrayList<>();
        long orphans = 0;
        for (String row : answer) {
            Map<String, Scalar> fields = new JsonScanner(row).object();
            if (fields.get("what").text().equals("version")) {
                versions.add(Optional.ofNullable(fields.get("value"))
                        .map(Scalar::text)
                        .orElse("none"));
            } else {
                orphans++;
            }
        }
        return new Sight(List.copyOf(versions), orphans);
    }
}
