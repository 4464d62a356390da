package com.sparkify.law;

import com.sparkify.local.fault.FaultGate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures a long backlog with a heap of 2 GB: a sweep over a million listed objects of which a thousand are new, and
 * ten thousand manifests with twenty thousand small objects, half of them of one day.
 *
 * <p>After {@code mvn -DskipTests package}:
 * {@code java -Dsparkify.home=. -cp "samples/acceptance/target/test-classes:$(<samples/acceptance/target/test.classpath)" com.sparkify.law.LongBacklog},
 * with the arguments: objects of the sweep, new ones among them, manifests.
 */
final class LongBacklog {
    private static final long DAY = 86_400_000;
    private static final long FIRST_DAY = 1541030400000L;
    private static final Pattern HEAP = Pattern.compile("->(\\d+)M\\((\\d+)M\\)");

    private final Path folder;
    private final LocalLake lake;

    private LongBacklog(Path folder, LocalLake lake) {
        this.folder = folder;
        this.lake = lake;
    }

    public static void main(String[] arguments) throws IOException {
        int objects = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        int changed = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000;
        int manifests = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 10_000;
        Path folder = Files.createTempDirectory("long-backlog");
        try (LocalLake lake = new LocalLake(folder)) {
            LongBacklog backlog = new LongBacklog(folder, lake);
            if (objects > 0) {
                backlog.sweep(objects, changed);
            }
            if (manifests > 0) {
                backlog.manifests(manifests);
            }
        }
    }

    private void sweep(int objects, int changed) throws IOException {
        lake.begin("sweep");
        Map<Integer, SyntheticListing.Listed> real = new HashMap<>();
        for (int object = 0; object < changed; object++) {
            int number = object * (objects / changed) + 7;
            byte[] content = plays(number, 3, FIRST_DAY + object % 30 * DAY);
            lake.put(SyntheticListing.key(number), content);
            real.put(number, new SyntheticListing.Listed(md5(content), content.length));
        }
        writeHistory(objects);
        SyntheticListing listing = new SyntheticListing(lake.inputBucket(), objects, real);
        lake.request("\"sweep\":{}");
        measure("sweep over %d objects, %d of them new".formatted(objects, changed), listing);
    }

    /** A history that knows every listed object, but those that are really there by another version. */
    private void writeHistory(int objects) throws IOException {
        try (JobJvm job = JobJvm.start(folder.resolve("history"), lake.endpoint(), lake.spark(), List.of())) {
            lake.put("log_data/2018/first.json", plays(0, 10, FIRST_DAY));
            lake.announce(List.of("log_data/2018/first.json"));
            run(job);
            job.query(
                    ("insert into lake.sparkify.load_history (bucket, object_key, etag, size, kind, status, rows_read,"
                                    + " plays, songs, not_plays, rejected, duplicates, rules_version, run_id, read_at, loaded_at,"
                                    + " sequence, batch_id, play_times, manifest) select bucket, format_string("
                                    + "'log_data/2018/%%03d/object-%%07d.json', id div 10000, id), format_string('\"%%032d\"', id),"
                                    + " 250, kind, status, rows_read, 0, 0, 10, 0, 0, rules_version, run_id, read_at, loaded_at,"
                                    + " sequence, concat('batch-', id div 20000), '', manifest"
                                    + " from range(0, %d, 1, 8) cross join lake.sparkify.load_history")
                            .formatted(objects));
        }
    }

    private void manifests(int manifests) throws IOException {
        lake.begin("manifests");
        for (int manifest = 0; manifest < manifests; manifest++) {
            List<String> keys = new ArrayList<>();
            for (int object = 2 * manifest; object < 2 * manifest + 2; object++) {
                // every other object belongs to one day, the others to ten
                int day = object % 2 == 0 ? 1 : 2 + object / 2 % 10;
                String key = "log_data/2018/11/2018-11-%02d-part-%06d.json".formatted(day, object);
                lake.put(key, plays(object, 3, FIRST_DAY + (day - 1) * DAY));
                keys.add(key);
            }
            lake.announce(keys);
        }
        measure(
                "%d manifests of %d objects".formatted(manifests, 2 * manifests),
                new SyntheticListing(lake.inputBucket(), 0, Map.of()));
    }

    private void measure(String what, SyntheticListing requests) throws IOException {
        Path gc = folder.resolve("gc-" + System.nanoTime() + ".log");
        try (JobJvm job = JobJvm.start(
                folder.resolve("measured"), lake.endpoint(), lake.spark(), List.of("-Xlog:gc:file=" + gc))) {
            job.query("select 1");
            lake.gate().apply(requests);
            long begun = System.nanoTime();
            String printed = run(job);
            double seconds = (System.nanoTime() - begun) / 1e9;
            lake.gate().apply(FaultGate.OPEN);
            System.out.printf("%s: %.1f s; first batch after %.1f s", what, seconds, since(begun, requests.firstBatch));
            if (requests.lastListing > 0) {
                System.out.printf(", last listing after %.1f s", since(begun, requests.lastListing));
            }
            System.out.printf(
                    "; input: %d LIST, %d HEAD, %d GET; lake: %d requests; heap after collections %d MB at most,"
                            + " resident %s at most%n%s%n",
                    requests.listings.sum(),
                    requests.heads.sum(),
                    requests.gets.sum(),
                    requests.others.sum(),
                    largestHeap(gc),
                    resident(job.process().pid()),
                    printed.lines().reduce((one, last) -> last).orElse(""));
        }
    }

    private static double since(long begun, long moment) {
        return moment == 0 ? Double.NaN : (moment - begun) / 1e9;
    }

    private static long largestHeap(Path log) throws IOException {
        long largest = 0;
        Matcher heap = HEAP.matcher(Files.readString(log));
        while (heap.find()) {
            largest = Math.max(largest, Long.parseLong(heap.group(1)));
        }
        return largest;
    }

    private static String resident(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("?");
    }

    private String run(JobJvm job) throws IOException {
        job.useLake(lake.catalog());
        JobJvm.Run run = job.run(lake.arguments());
        if (run.exitCode() != 0 || lake.pendingManifests() > 0) {
            throw new IllegalStateException(run.printed());
        }
        return run.printed();
    }

    private static byte[] plays(int seed, int count, long day) {
        StringBuilder lines = new StringBuilder();
        for (int play = 0; play < count; play++) {
            lines.append("""
                    {"artist":"Artist %d","firstName":"First","gender":"F","itemInSession":%d,"lastName":"Last",\
                    "length":200.5,"level":"free","location":"Town","page":"NextSong","sessionId":%d,"song":"Song %d",\
                    "ts":%d,"userAgent":"Mozilla/5.0","userId":"%d"}
                    """.formatted(
                            seed % 997, play, seed, seed % 9973, day + (seed * 86_399L + play) % DAY, seed % 3000));
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String md5(byte[] content) {
        try {
            return '"'
                    + HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content))
                    + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has MD5", e);
        }
    }
}
