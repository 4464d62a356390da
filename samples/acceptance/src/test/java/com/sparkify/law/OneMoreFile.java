package com.sparkify.law;

import com.sparkify.local.fault.FaultGate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a file of 1,000 plays of five minutes costs on top of a day that has none, a hundred thousand, a million: at the
 * day's end and in its middle. Runs of the packaged job in one warm JVM; medians of several rounds.
 *
 * <p>Arguments: rounds, then the sizes of the days.
 */
final class OneMoreFile {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long FIRST_DAY = 1541030400000L;
    private static final int OBJECT_PLAYS = 50_000;
    private static final int FILE_PLAYS = 1_000;
    private static final long FIVE_MINUTES = Duration.ofMinutes(5).toMillis();
    private static final int USERS = 3_000;

    private OneMoreFile() {}

    /** One measured run. */
    private record Cost(double seconds, double cpuSeconds, Traffic traffic) {}

    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length == 0 ? 3 : Integer.parseInt(arguments[0]);
        List<Integer> sizes = new ArrayList<>();
        for (int i = 1; i < arguments.length; i++) {
            sizes.add(Integer.valueOf(arguments[i]));
        }
        if (sizes.isEmpty()) {
            sizes.addAll(List.of(0, 100_000, 1_000_000));
        }
        Path folder = Files.createTempDirectory("one-more-file");
        try (LocalLake lake = new LocalLake(folder)) {
            lake.begin("warm-up");
            try (JobJvm job = JobJvm.start(folder.resolve("job"), lake.endpoint(), lake.spark(), List.of())) {
                for (int day = 0; day < 5; day++) {
                    put(lake, day, "warm-" + day, FIRST_DAY + day * DAY, FIVE_MINUTES, FILE_PLAYS);
                    run(lake, job);
                }
                System.out.println("| plays of the day | where | s | CPU s | requests | table bytes read | written |"
                        + " published bytes |");
                System.out.println("|---|---|---|---|---|---|---|---|");
                for (int size : sizes) {
                    measure(lake, job, size, rounds);
                }
            }
        }
    }

    private static void measure(LocalLake lake, JobJvm job, int size, int rounds) throws IOException {
        lake.begin("plays-" + size);
        // what came before: another day, so that no table is empty
        put(lake, 0, "before", FIRST_DAY - DAY, DAY, 10_000);
        for (int object = 0; object * OBJECT_PLAYS < size; object++) {
            int plays = Math.min(OBJECT_PLAYS, size - object * OBJECT_PLAYS);
            long part = (DAY - Duration.ofHours(2).toMillis()) * plays / Math.max(1, size);
            put(lake, object, "part-" + object, FIRST_DAY + object * part, part, plays);
        }
        long begun = System.nanoTime();
        run(lake, job);
        System.err.printf("loaded %d plays in %.1f s%n", size, (System.nanoTime() - begun) / 1e9);
        long end = FIRST_DAY + DAY - Duration.ofHours(1).toMillis();
        long middle = FIRST_DAY + DAY / 2;
        tell(size, "end", costs(lake, job, "end", end, rounds));
        tell(size, "middle", costs(lake, job, "middle", middle, rounds));
    }

    private static List<Cost> costs(LocalLake lake, JobJvm job, String where, long from, int rounds)
            throws IOException {
        List<Cost> costs = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            put(lake, round, where + "-" + round, from + round * FIVE_MINUTES, FIVE_MINUTES, FILE_PLAYS);
            Traffic traffic = new Traffic();
            lake.gate().apply(traffic);
            double cpu = cpuSeconds(job);
            long begun = System.nanoTime();
            run(lake, job);
            costs.add(new Cost((System.nanoTime() - begun) / 1e9, cpuSeconds(job) - cpu, traffic));
            lake.gate().apply(FaultGate.OPEN);
        }
        return costs;
    }

    private static double cpuSeconds(JobJvm job) {
        return job.process().info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
    }

    private static void tell(int size, String where, List<Cost> costs) {
        Cost median = costs.stream()
                .sorted(Comparator.comparingDouble(Cost::seconds))
                .toList()
                .get(costs.size() / 2);
        System.out.printf(
                "| %d | %s | %.2f | %.2f | %d | %d | %d | %d |%n",
                size,
                where,
                median.seconds(),
                median.cpuSeconds(),
                median.traffic().requests(),
                median.traffic().tablesRead.bytes.sum(),
                median.traffic().tablesWritten.bytes.sum(),
                median.traffic().published.bytes.sum());
    }

    private static void put(LocalLake lake, int seed, String name, long from, long length, int plays) {
        String key = "log_data/2018/11/2018-11-01-" + name + ".json";
        StringBuilder lines = new StringBuilder(plays * 300);
        for (int play = 0; play < plays; play++) {
            long ts = from + length * play / plays;
            int user = (int) ((play * 7919L + seed * 104729L) % USERS);
            lines.append("""
                    {"artist":"Artist %d","auth":"Logged In","firstName":"First%d","gender":"F","itemInSession":%d,\
                    "lastName":"Last%d","length":%d.5,"level":"free","location":"Town %d","method":"PUT",\
                    "page":"NextSong","registration":1540919166796.0,"sessionId":%d,"song":"Song %d","status":200,\
                    "ts":%d,"userAgent":"Mozilla/5.0 (X11; Linux x86_64; rv:31.0)","userId":"%d"}
                    """.formatted(
                            play % 997,
                            user,
                            play,
                            user,
                            100 + play % 300,
                            user % 50,
                            seed * 1000 + user,
                            play % 9973,
                            ts,
                            user));
        }
        lake.put(key, lines.toString().getBytes(StandardCharsets.UTF_8));
        lake.announce(List.of(key));
    }

    private static void run(LocalLake lake, JobJvm job) throws IOException {
        job.useLake(lake.catalog());
        JobJvm.Run run = job.run(lake.arguments());
        if (run.exitCode() != 0 || lake.pendingManifests() > 0) {
            throw new IllegalStateException(run.printed());
        }
    }
}
