package com.sparkify.law;

import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.local.fault.FaultGate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged job on a Spark master with two workers, whose executors get the job's classes only through {@code
 * spark.jars}. A schedule is loaded in several runs. In each run an executor is killed during its work, and after each run
 * all tables and files equal the model's.
 */
class ClusterIT {
    private static final long SEED = 15;
    /** Objects of {@value #PLAYS} plays of a KiB each, together more than one task reads. */
    private static final int LARGE_OBJECTS = 6;

    private static final int PLAYS = 1000;

    /** Where an executor is killed. */
    private record Kill(String where, String method, Pattern target) {
        Kill(String where, String method, String target) {
            this(where, method, Pattern.compile(target));
        }
    }

    /** One kill for each run, in order. */
    private static final List<Kill> KILLS = List.of(
            new Kill("reading", "GET", "/input-cluster/log_data/"),
            new Kill("writing play_records", "PUT", "/warehouse/.*play_records/data/"),
            new Kill("writing songplays", "PUT", "/warehouse/.*songplays/data/"),
            new Kill("publishing", "PUT", "/json/songplays/"));

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    @Tag("thorough")
    void executorsThatAreKilledChangeNothing() throws IOException {
        try (LocalLake lake = new LocalLake(folder)) {
            lake.begin("cluster");
            try (SparkCluster cluster = new SparkCluster(folder.resolve("cluster"), lake);
                    JobJvm job = JobJvm.start(folder.resolve("job"), lake.endpoint(), cluster.driver(lake.spark()))) {
                play(lake, cluster, job);
            }
        }
    }

    private static void play(LocalLake lake, SparkCluster cluster, JobJvm job) throws IOException {
        ModelWorld world = new ModelWorld(ModelWorld.OnError.CONTINUE);
        List<List<Action>> steps = new ArrayList<>(List.of(largeObjects()));
        steps.addAll(Schedule.of(SEED).steps());
        assertThat(steps).hasSameSizeAs(KILLS);
        for (int run = 0; run < KILLS.size(); run++) {
            steps.get(run).forEach(action -> action.happen(world, lake));
            world.run();
            runThroughAKill(KILLS.get(run), lake, cluster, job);
            String where = "after a kill while " + KILLS.get(run).where() + ", log " + job.log();
            assertThat(lake.pendingManifests()).as(where).isZero();
            assertThat(world.rows().differences(TablesNow.rows(job))).as(where).isEmpty();
            assertThat(Published.read(lake.published())).as(where).isEqualTo(Published.expected(world.rows()));
        }
    }

    private static void runThroughAKill(Kill kill, LocalLake lake, SparkCluster cluster, JobJvm job)
            throws IOException {
        long begun = System.nanoTime();
        ExecutorKiller killer = new ExecutorKiller(cluster, kill.method(), kill.target());
        List<LongAdder> requests = IntStream.range(0, cluster.size())
                .mapToObj(worker -> new LongAdder())
                .toList();
        IntStream.range(0, cluster.size())
                .forEach(worker -> cluster.gate(worker).apply(killer.of(worker, requests.get(worker))));
        int lostBefore = lostTasks(job);
        // below zero: executors load even the smallest batch
        JobJvm.Run run = job.run(lake.arguments("--local-mib", "-1"));
        IntStream.range(0, cluster.size())
                .forEach(worker -> cluster.gate(worker).apply(FaultGate.OPEN));
        assertThat(run.exitCode()).as(run.printed()).isZero();
        assertThat(killer.struck()).as("the kill while " + kill.where()).isPresent();
        int lost = lostTasks(job) - lostBefore;
        System.out.printf(
                "killed while %s: %s; %d tasks lost, requests of each worker %s, %d ms%n",
                kill.where(), killer.struck().get(), lost, requests, (System.nanoTime() - begun) / 1_000_000);
        assertThat(lost)
                .as("tasks lost while " + kill.where() + ", log " + job.log())
                .isPositive();
    }

    /** Returns the number of tasks that Spark lost with an executor, according to its log. */
    private static int lostTasks(JobJvm job) throws IOException {
        return (int) Files.readAllLines(job.log()).stream()
                .filter(line -> line.contains("Lost task") && line.contains("ExecutorLostFailure"))
                .count();
    }

    private static List<Action> largeObjects() {
        List<Action> actions = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (int object = 0; object < LARGE_OBJECTS; object++) {
            String key = "log_data/2018/11/2018-11-%02d-large.json".formatted(10 + object);
            actions.add(new Action.Put(key, plays(object)));
            keys.add(key);
        }
        actions.add(new Action.Announce(keys));
        return actions;
    }

    private static byte[] plays(int object) {
        StringBuilder lines = new StringBuilder();
        for (int play = 0; play < PLAYS; play++) {
            lines.append("""
                    {"page":"NextSong","userId":"L%d","sessionId":%d,"itemInSession":%d,"ts":%d,"level":"free",\
                    "firstName":"First","userAgent":"%s"}
                    """.formatted(
                            play % 50,
                            700 + object,
                            play,
                            1541808000000L + object * 86_400_000L + play * 20_000L,
                            "x".repeat(900)));
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }
}
