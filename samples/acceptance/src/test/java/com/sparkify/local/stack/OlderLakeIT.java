package com.sparkify.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.check.DuckDbCheck;
import com.sparkify.local.emr.JobRun;
import com.sparkify.local.emr.JobState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * A lake of the release before look-ups and batch ids ({@code older-lake.zip}: its two buckets and its catalog, four
 * days of generated logs, one of them corrected later) is upgraded by the first run, and later runs load into it by
 * keys.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class OlderLakeIT {
    private static final String CORRECTED = "log_data/2018/11/2018-11-01-events.json";
    private static final String SONGS = "song_data/";

    @TempDir
    Path out;

    @TempDir
    Path input;

    @Test
    void theFirstRunBringsItUp() throws Exception {
        Map<String, byte[]> files = read();
        Files.write(out.resolve("catalog.db"), files.remove("catalog.db"));
        StackSettings settings = StackSettings.defaults(out).withBatchWindow(Duration.ofSeconds(1));
        try (LocalStack stack = LocalStack.start(Installation.current(), settings, run -> {})) {
            stack.hold();
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                put(stack, file.getKey(), file.getValue());
            }
            stack.release();
            new IdleWatch(stack::isIdle).await();
            assertThat(output(stack)).contains("an earlier release wrote this lake: its tables are upgraded once");
            assertEqualsDuckDb(stack);

            // a correction, and a song whose plays no longer match
            String log = new String(files.get("sparkify-logs/" + CORRECTED), StandardCharsets.UTF_8);
            put(
                    stack,
                    "sparkify-logs/" + CORRECTED,
                    log.substring(0, log.length() / 2).getBytes(StandardCharsets.UTF_8));
            String song = files.keySet().stream()
                    .filter(key -> key.startsWith("sparkify-logs/" + SONGS))
                    .findFirst()
                    .orElseThrow();
            String record = new String(files.get(song), StandardCharsets.UTF_8);
            put(
                    stack,
                    song,
                    record.replaceAll("(\"title\" *: *\")", "$1Another ").getBytes(StandardCharsets.UTF_8));
            new IdleWatch(stack::isIdle).await();
            assertThat(stack.runs()).extracting(JobRun::state).containsOnly(JobState.SUCCESS);
            assertEqualsDuckDb(stack);
        }
    }

    private static Map<String, byte[]> read() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (InputStream resource = OlderLakeIT.class.getResourceAsStream("older-lake.zip");
                ZipInputStream zip = new ZipInputStream(resource)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    files.put(entry.getName(), zip.readAllBytes());
                }
            }
        }
        return files;
    }

    /** @param path bucket and key; what goes to the input bucket goes to the input folder as well */
    private void put(LocalStack stack, String path, byte[] bytes) throws IOException {
        String bucket = path.substring(0, path.indexOf('/'));
        String key = path.substring(path.indexOf('/') + 1);
        stack.s3().putObject(put -> put.bucket(bucket).key(key), RequestBody.fromBytes(bytes));
        if (bucket.equals(LocalStack.INPUT_BUCKET)) {
            Path file = input.resolve(key);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        }
    }

    private static String output(LocalStack stack) throws IOException {
        StringBuilder output = new StringBuilder();
        for (JobRun run : stack.runs()) {
            output.append(
                    Files.readString(stack.out().runs().resolve(run.logFolder()).resolve("stdout.log")));
        }
        return output.toString();
    }

    private void assertEqualsDuckDb(LocalStack stack) throws Exception {
        new PublishedMirror(stack.out()).update();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        int exitCode = DuckDbCheck.run(
                new String[] {
                    "--logs", input.resolve("log_data").toString(),
                    "--songs", input.resolve("song_data").toString(),
                    "--out", out.toString()
                },
                new PrintStream(printed, true, StandardCharsets.UTF_8));
        assertThat(exitCode).as(printed.toString(StandardCharsets.UTF_8)).isZero();
    }
}
