package com.sparkify.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.local.access.Access;
import com.sparkify.local.emr.JobRun;
import com.sparkify.local.emr.JobState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/** A thousand files at once cause few runs, and every row is loaded. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class BurstIT {

    private static final int FILES = 1_000;

    /** The tests of the deployment read it. */
    private static final Path RECORDING = Path.of("target", "recordings", "burst", "s3-access.log");

    @TempDir
    Path out;

    private final Set<String> drivers = ConcurrentHashMap.newKeySet();
    private final List<JobRun> ended = new CopyOnWriteArrayList<>();

    /** If this test fails, no recording of an earlier build may take the place of its own. */
    @BeforeAll
    static void deleteEarlierRecording() throws IOException {
        Files.deleteIfExists(RECORDING);
    }

    @Test
    void aThousandFilesAreAtMostThreeRuns() throws Exception {
        var settings = StackSettings.defaults(out).withBatchWindow(Duration.ofSeconds(2));
        try (LocalStack stack = LocalStack.start(Installation.current(), settings, this::changed)) {
            putAll(stack);
            new IdleWatch(stack::isIdle).await();

            assertThat(stack.runs()).hasSizeBetween(1, 3);
            assertThat(ended).extracting(JobRun::state).containsOnly(JobState.SUCCESS);
            assertThat(drivers).hasSameSizeAs(stack.runs());
            assertThat(stack.hasPendingWork()).isFalse();
            assertThat(stack.queue().deadLetters()).isZero();
            assertThat(stack.emrAccessLog().accesses())
                    .filteredOn(access -> access.method().equals("POST"))
                    .hasSameSizeAs(stack.runs())
                    .allMatch(Access::signed)
                    .extracting(Access::status)
                    .containsOnly(200);
            record(stack);
            new PublishedMirror(stack.out()).update();
        }
        Path day = out.resolve("json/songplays/year=2018/month=11/day=12/songplays.json");
        assertThat(Files.readAllLines(day)).hasSize(FILES);
    }

    /**
     * Records the S3 requests of launcher and job for the tests of the deployment, which compare them with the roles.
     */
    private static void record(LocalStack stack) throws IOException {
        Files.createDirectories(RECORDING.getParent());
        Files.write(
                RECORDING,
                stack.s3AccessLog().accesses().stream().map(Access::toLine).toList());
    }

    private void changed(JobRun run) {
        if (run.state() == JobState.RUNNING) {
            drivers.add(run.stateDetails());
        } else if (run.state().isFinal()) {
            ended.add(run);
        }
    }

    private static void putAll(LocalStack stack) throws InterruptedException {
        var writers = Executors.newFixedThreadPool(8);
        for (int i = 0; i < FILES; i++) {
            var key = "log_data/2018/11/2018-11-12-part-%04d-events.json".formatted(i);
            var line = play(i);
            writers.execute(() -> stack.s3()
                    .putObject(put -> put.bucket(LocalStack.INPUT_BUCKET).key(key), RequestBody.fromString(line)));
        }
        writers.execute(() -> stack.s3()
                .putObject(
                        put -> put.bucket(LocalStack.INPUT_BUCKET).key("song_data/A/A/A/TRAAAAA.json"),
                        RequestBody.fromString("{\"song_id\":\"S\",\"artist_id\":\"A\",\"title\":\"S\"}")));
        writers.shutdown();
        assertThat(writers.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
    }

    private static String play(int number) {
        return """
                {"artist":"A","auth":"Logged In","firstName":"F","gender":"F","itemInSession":%d,"lastName":"L",\
                "length":200.5,"level":"free","location":"X","method":"PUT","page":"NextSong",\
                "registration":1540919166796.0,"sessionId":7,"song":"S","status":200,"ts":%d,"userAgent":"U",\
                "userId":"%d"}
                """.formatted(number, 1_541_980_800_000L + number, number % 50);
    }
}
