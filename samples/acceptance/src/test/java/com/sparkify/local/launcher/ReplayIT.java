package com.sparkify.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.local.command.Commands;
import com.sparkify.local.lambda.EventSourceMapping;
import com.sparkify.local.lambda.InvokeApi;
import com.sparkify.local.stack.LauncherDeployment;
import com.sparkify.local.test.LocalAws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/** Everything that {@code ./sparkify replay} sends is in the launcher's manifests. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ReplayIT {

    @RegisterExtension
    final LocalAws aws = LocalAws.withBuckets(PackagedLauncher.INPUT, PackagedLauncher.LAKE);

    @TempDir
    Path folder;

    private PackagedLauncher stage;
    private InvokeApi lambda;

    @BeforeEach
    void start() throws IOException {
        stage = new PackagedLauncher(aws, folder, Duration.ofMinutes(3), () -> false);
        lambda = InvokeApi.start(aws.keys(), LauncherDeployment.NAME, stage.function);
        Map.of(
                        "aws.region", aws.keys().region(),
                        "aws.accessKeyId", aws.keys().accessKeyId(),
                        "aws.secretAccessKey", aws.keys().secretAccessKey(),
                        "aws.endpointUrlS3", aws.s3Endpoint().toString(),
                        "aws.endpointUrlLambda", lambda.endpoint().toString())
                .forEach(System::setProperty);
    }

    @AfterEach
    void stop() throws IOException {
        System.getProperties()
                .keySet()
                .removeIf(name -> name.toString().startsWith("aws.endpointUrl")
                        || Set.of("aws.region", "aws.accessKeyId", "aws.secretAccessKey")
                                .contains(name.toString()));
        lambda.close();
        stage.close();
    }

    @Test
    void theObjectsUnderAPrefixReachTheLauncherThroughItsQueue() throws Exception {
        for (int day = 1; day <= 30; day++) {
            put("log_data/2018/11/2018-11-%02d é+%%.json".formatted(day));
        }
        put("log_data/2018/11/2018-11-12-notes.txt");
        put("log_data/2018/12/2018-12-01.json");
        String[] november = {
            "--bucket", PackagedLauncher.INPUT, "--prefix", "log_data/2018/11/", "--queue", stage.queue.url()
        };
        int dryRun = replay(
                Stream.concat(Stream.of(november), Stream.of("--dry-run")).toArray(String[]::new));
        assertThat(dryRun).isZero();
        assertThat(stage.queue.size()).isZero();

        assertThat(replay(november)).isZero();
        drainQueue();

        assertThat(stage.announced())
                .hasSize(30)
                .contains("log_data/2018/11/2018-11-01 é+%.json", "log_data/2018/11/2018-11-30 é+%.json");
    }

    @Test
    void aRangeOfDaysReachesTheLauncherAsOneRequest() throws Exception {
        String[] days = {"--from", "2018-11-05", "--to", "2018-11-24"};

        assertThat(replay(Stream.concat(Stream.of(days), Stream.of("--queue", stage.queue.url()))
                        .toArray(String[]::new)))
                .isZero();
        drainQueue();
        assertThat(replay(Stream.concat(Stream.of(days), Stream.of("--function", LauncherDeployment.NAME))
                        .toArray(String[]::new)))
                .isZero();

        String request = "{\"load\":{\"from\":\"2018-11-05\",\"to\":\"2018-11-24\"}}";
        assertThat(stage.requested()).containsExactly(request, request);
        assertThat(stage.announced()).isEmpty();
    }

    @Test
    void storedEventsReachTheFunctionItself() throws Exception {
        int exitCode = replay("--events", Launchers.events().toString(), "--function", "sparkify-launcher");

        assertThat(exitCode).as("a queue has no place for some of the samples").isEqualTo(1);

        Path good = Files.createDirectories(folder.resolve("good"));
        for (String sample : new String[] {"s3-put-odd-keys.json", "sns-sqs-s3-put.json", "s3-test-event.json"}) {
            Files.copy(Launchers.events().resolve(sample), good.resolve(sample));
        }
        assertThat(replay("--events", good.toString(), "--function", "sparkify-launcher"))
                .isZero();
        assertThat(stage.announced())
                .contains("log_data/2018/11/2018-11-13 café (1)+%.json", "log_data/2018/11/2018-11-12-events.json");
    }

    @Test
    void anotherFunctionAndAnotherKeyAreRefused() throws IOException {
        assertThat(replay("--events", event(), "--function", "nobody")).isEqualTo(1);
        System.setProperty("aws.secretAccessKey", "wrong");
        assertThat(replay("--events", event(), "--function", LauncherDeployment.NAME))
                .isEqualTo(1);
        assertThat(stage.announced()).isEmpty();
    }

    private static String event() {
        return Launchers.events().resolve("s3-put.json").toString();
    }

    private void drainQueue() throws Exception {
        try (var mapping = new EventSourceMapping(
                stage.queue, stage.function, Duration.ZERO, aws.keys().region())) {
            mapping.start();
            while (stage.queue.size() > 0) {
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
    }

    private int replay(String... arguments) {
        var all = new ArrayList<>(List.of("replay", "--rate", "1000", "--state"));
        all.add(folder.resolve("state-" + String.join(" ", arguments).hashCode())
                .toString());
        all.addAll(List.of(arguments));
        return Commands.execute(all.toArray(String[]::new));
    }

    private void put(String key) {
        aws.s3().putObject(put -> put.bucket(PackagedLauncher.INPUT).key(key), RequestBody.fromString("{}"));
    }
}
