package com.sparkify.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sparkify.local.access.Access;
import com.sparkify.local.emr.JobRun;
import com.sparkify.local.emr.JobState;
import com.sparkify.local.stack.Installation;
import com.sparkify.local.stack.LocalStack;
import com.sparkify.local.stack.StackSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;

/** Loads by the packaged launcher and job on the stand-ins of {@code ./sparkify up}. */
final class JobLoads {
    /** As in {@code ./sparkify up}. */
    private static final Duration BATCH_WINDOW = Duration.ofMillis(200);

    private static final Duration LINGERS = Duration.ofMinutes(5);
    private static final long POLL_MILLIS = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Scratch scratch;

    JobLoads(Scratch scratch) {
        this.scratch = scratch;
    }

    /** A first load, and the number of rows in each table after it. */
    record FirstLoad(Measured measured, Map<String, Long> rows) {}

    /** Loads all files of a folder into an empty lake by one run; the total is the run's duration. */
    FirstLoad first(Path in, Path out) throws IOException, InterruptedException {
        try (LocalStack stack = scratch.opened(start(out, Duration.ZERO))) {
            stack.hold();
            for (Path file : files(in)) {
                String key = in.relativize(file).toString();
                stack.s3().putObject(put -> put.bucket(LocalStack.INPUT_BUCKET).key(key), file);
            }
            Instant putAt = Instant.now();
            stack.release();
            awaitRun(stack);
            return new FirstLoad(ofRun(stack, putAt, onlyRun(stack).startedAt()), rows(stack));
        }
    }

    /** Loads one small file by a run of its own; the total is from the PUT to the run's end. */
    Measured cold(SmallFile file, Path out) throws IOException, InterruptedException {
        try (LocalStack stack = scratch.opened(start(out, Duration.ZERO))) {
            Instant putAt = Instant.now();
            put(stack, file);
            awaitRun(stack);
            return ofRun(stack, putAt, putAt);
        }
    }

    /**
     * Loads small files in sequence by one lingering run. The total is from a PUT until everything is loaded and
     * published; the first file, which starts the run, is not measured.
     */
    List<Measured> warm(List<SmallFile> files, Path out) throws IOException, InterruptedException {
        List<Measured> measured = new ArrayList<>();
        try (LocalStack stack = scratch.opened(start(out, LINGERS))) {
            PhasesLine before = null;
            for (SmallFile file : files) {
                Instant putAt = Instant.now();
                put(stack, file);
                awaitLoaded(stack);
                Instant loadedAt = Instant.now();
                List<PhasesLine> lines = PhasesLine.read(output(stack));
                PhasesLine now = lines.get(lines.size() - 1);
                if (before != null) {
                    Map<String, Double> seconds = new LinkedHashMap<>();
                    double total = seconds(putAt, loadedAt);
                    seconds.put("event", total - now.sum());
                    seconds.putAll(now.seconds());
                    seconds.put(Measured.TOTAL, total);
                    seconds.put(Measured.CPU, now.cpuSeconds() - before.cpuSeconds());
                    long jobs = now.sparkJobs() - before.sparkJobs();
                    measured.add(new Measured(seconds, counts(stack, putAt, loadedAt, jobs)));
                }
                before = now;
            }
        }
        return measured;
    }

    private static LocalStack start(Path out, Duration lingers) throws IOException {
        return LocalStack.start(
                Installation.current(),
                StackSettings.defaults(out).withBatchWindow(BATCH_WINDOW).withLingering(lingers),
                run -> {});
    }

    private static void put(LocalStack stack, SmallFile file) {
        stack.s3()
                .putObject(
                        put -> put.bucket(LocalStack.INPUT_BUCKET).key(file.key()),
                        RequestBody.fromBytes(file.content()));
    }

    private static void awaitRun(LocalStack stack) throws IOException, InterruptedException {
        while (stack.runs().isEmpty() || !stack.isIdle()) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        requireSuccess(stack);
    }

    private static void awaitLoaded(LocalStack stack) throws IOException, InterruptedException {
        while (!stack.isLoaded()) {
            requireSuccess(stack);
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private static void requireSuccess(LocalStack stack) throws IOException {
        for (JobRun run : stack.runs()) {
            if (run.state().isFinal() && run.state() != JobState.SUCCESS) {
                Path log = stack.out().runs().resolve(run.logFolder()).resolve("stderr.log");
                String last = Files.readString(log)
                        .lines()
                        .reduce((earlier, later) -> later)
                        .orElse("");
                throw new IllegalStateException("A run ended as " + run.state() + ": " + last);
            }
        }
    }

    private static JobRun onlyRun(LocalStack stack) {
        if (stack.runs().size() != 1) {
            throw new IllegalStateException("One run should have loaded all, and there were "
                    + stack.runs().size() + ": measure again");
        }
        return stack.runs().iterator().next();
    }

    private static Path output(LocalStack stack) {
        return stack.out().runs().resolve(onlyRun(stack).logFolder()).resolve("stdout.log");
    }

    private static Measured ofRun(LocalStack stack, Instant putAt, Instant begunAt) throws IOException {
        JobRun run = onlyRun(stack);
        PhasesLine phases = PhasesLine.read(output(stack)).stream()
                .reduce(PhasesLine::and)
                .orElseThrow(() -> new IllegalStateException("The run loaded nothing"));
        Map<String, Double> seconds = new LinkedHashMap<>();
        seconds.put("event", seconds(putAt, run.createdAt()));
        seconds.put("launch", seconds(run.createdAt(), run.startedAt()));
        seconds.put("jvm", phases.startedSeconds() - phases.sum());
        seconds.putAll(phases.seconds());
        seconds.put("end", seconds(run.startedAt(), run.endedAt()) - phases.startedSeconds());
        seconds.put("run", seconds(run.startedAt(), run.endedAt()));
        seconds.put(Measured.TOTAL, seconds(begunAt, run.endedAt()));
        seconds.put(Measured.CPU, phases.cpuSeconds());
        return new Measured(seconds, counts(stack, run.startedAt(), run.endedAt(), phases.sparkJobs()));
    }

    /** Counts S3 requests in that time, except for the job's jar and this program's own polling. */
    private static Map<String, Double> counts(LocalStack stack, Instant from, Instant to, long sparkJobs) {
        List<Access> accesses = stack.s3AccessLog().accesses().stream()
                .filter(one -> !one.time().isBefore(from) && !one.time().isAfter(to))
                .filter(one -> !one.path().startsWith("/sparkify-assets/"))
                .filter(one -> !one.path().contains("max-keys=1&"))
                .toList();
        Map<String, Double> counts = new LinkedHashMap<>();
        counts.put("S3 requests", (double) accesses.size());
        counts.put(
                "S3 bytes", (double) accesses.stream().mapToLong(Access::bytes).sum());
        counts.put("Spark jobs", (double) sparkJobs);
        return counts;
    }

    private static Map<String, Long> rows(LocalStack stack) throws IOException {
        String summary = new String(Files.readAllBytes(output(stack)), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("summary "))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new IllegalStateException("The run printed no summary"));
        JsonNode tables = JSON.readTree(summary.substring("summary ".length())).path("tables");
        Map<String, Long> rows = new LinkedHashMap<>();
        OtherLoads.TABLES.forEach(table -> rows.put(table, tables.path(table).asLong(-1)));
        return rows;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1e3;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
