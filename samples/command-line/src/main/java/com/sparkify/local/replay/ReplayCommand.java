package com.sparkify.local.replay;

import com.sparkify.local.replay.Replay.Summary;
import com.sparkify.local.stack.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Backfills by sending past or missed S3 events to the launcher. */
@Command(
        name = "replay",
        description = "Announces events or objects again, or requests days, on AWS or from the stand-ins.")
public final class ReplayCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--events", paramLabel = "PATH", description = "A file of events, or a folder of .json files.")
    private Path events;

    @Option(names = "--bucket", paramLabel = "BUCKET", description = "The bucket of the objects to announce.")
    private String bucket;

    @Option(names = "--prefix", paramLabel = "PREFIX", description = "Prefix of their keys, such as log_data/2018/.")
    private String prefix;

    @Option(names = "--from", paramLabel = "DAY", description = "Request log partitions from this day on.")
    private LocalDate from;

    @Option(names = "--to", paramLabel = "DAY", description = "Last log partition to request.")
    private LocalDate to;

    @Option(names = "--queue", paramLabel = "URL", description = "The queue of S3's events.")
    private String queue;

    @Option(names = "--function", paramLabel = "NAME", description = "The launcher: name, alias or ARN.")
    private String function;

    @Option(names = "--rate", paramLabel = "N", description = "Messages a second (default: ${DEFAULT-VALUE}).")
    private int rate = 100;

    @Option(names = "--dry-run", description = "Print what would be sent, and send nothing.")
    private boolean dryRun;

    @Option(names = "--state", paramLabel = "FILE", description = "File that records the progress.")
    private Path state;

    @Override
    public Integer call() throws IOException, InterruptedException {
        long start = System.nanoTime();
        boolean days = from != null || to != null;
        requireOne(
                "Give --events PATH, or --bucket BUCKET and --prefix PREFIX, or --from DAY and --to DAY",
                events != null,
                bucket != null || prefix != null,
                days);
        requireOne("Give --queue URL or --function NAME", queue != null, function != null);
        require(events == null || Files.exists(events), "--events does not exist: '" + events + "'");
        require((bucket == null) == (prefix == null), "--bucket and --prefix go together");
        require((from == null) == (to == null), "--from and --to go together");
        require(!days || !to.isBefore(from), "--from must not be after --to: '" + from + "'");
        require(rate >= 1 && rate <= 100_000, "--rate must be 1 to 100000: '" + rate + "'");
        var progress = new ProgressBar(System.err, Boolean.getBoolean("sparkify.terminal.err"));
        try (S3Client s3 = bucket == null ? null : s3()) {
            var replay = new Replay(source(s3), bookmark(), progress);
            Summary summary = dryRun ? replay.plan() : send(replay, progress);
            tell(summary, start);
        }
        return 0;
    }

    private Source source(S3Client s3) {
        if (events != null) {
            return new EventFiles(events);
        }
        return bucket != null ? new ListedObjects(s3, bucket, prefix) : new RequestedDays(from, to);
    }

    private Summary send(Replay replay, ProgressBar progress) throws IOException, InterruptedException {
        var interrupted = new Thread(() -> progress.note("\nInterrupted: run the same command to continue"));
        try (Target target = queue == null ? FunctionTarget.named(function) : QueueTarget.at(queue)) {
            Runtime.getRuntime().addShutdownHook(interrupted);
            Summary summary = replay.send(target, new RateLimit(rate));
            Runtime.getRuntime().removeShutdownHook(interrupted);
            return summary;
        } catch (RuntimeException | IOException e) {
            Runtime.getRuntime().removeShutdownHook(interrupted);
            throw e;
        }
    }

    private Bookmark bookmark() {
        String replay = Stream.of(events, bucket, prefix, from, to, "to", queue, function)
                .filter(Objects::nonNull)
                .map(Object::toString)
                .collect(Collectors.joining(" "));
        Path file = state == null
                ? Installation.current().home().resolve("target/replay-%08x.json".formatted(replay.hashCode()))
                : state;
        return new Bookmark(file, replay);
    }

    private void tell(Summary summary, long start) {
        System.out.println((dryRun ? "to send " : "sent ") + summary.messages());
        System.out.println("objects " + summary.objects());
        System.out.println("bytes " + summary.bytes());
        System.out.println("sent before " + summary.skipped());
        System.out.printf("seconds %.1f%n", (System.nanoTime() - start) / 1e9);
    }

    private static S3Client s3() {
        return S3Client.builder().httpClient(UrlConnectionHttpClient.create()).build();
    }

    private void requireOne(String message, Boolean... given) {
        require(Stream.of(given).filter(each -> each).count() == 1, message);
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
