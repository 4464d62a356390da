package com.sparkify.local.replay;

import com.sparkify.local.replay.Replay.Summary;
import com.sparkify.local.stack.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Backfill by telling the launcher again what S3 told it, or should have. */
@Command(
        name = "replay",
        description = "Announces stored events, or the objects under a prefix, once more: on AWS or to the stand-ins.")
public final class ReplayCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--events", paramLabel = "PATH", description = "A file of events, or a folder of .json files.")
    private Path events;

    @Option(names = "--bucket", paramLabel = "BUCKET", description = "The bucket of the objects to announce.")
    private String bucket;

    @Option(names = "--prefix", paramLabel = "PREFIX", description = "Of their keys, such as log_data/2018/.")
    private String prefix;

    @Option(names = "--from", paramLabel = "DAY", description = "First log partition, such as 2018-11-01.")
    private LocalDate from;

    @Option(names = "--to", paramLabel = "DAY", description = "Last log partition.")
    private LocalDate to;

    @Option(names = "--queue", paramLabel = "URL", description = "The queue of S3's events.")
    private String queue;

    @Option(names = "--function", paramLabel = "NAME", description = "The launcher: name, alias or ARN.")
    private String function;

    @Option(names = "--rate", paramLabel = "N", description = "Messages a second (default: ${DEFAULT-VALUE}).")
    private int rate = 100;

    @Option(names = "--dry-run", description = "Tell what would be sent, and send nothing.")
    private boolean dryRun;

    @Option(names = "--state", paramLabel = "FILE", description = "Where to keep how far it has come.")
    private Path state;

    @Override
    public Integer call() throws IOException, InterruptedException {
        long start = System.nanoTime();
        requireOne(events != null, bucket != null, "Give --events PATH, or --bucket BUCKET and --prefix PREFIX");
        requireOne(queue != null, function != null, "Give --queue URL or --function NAME");
        require(events == null || Files.exists(events), "--events does not exist: '" + events + "'");
        require((bucket == null) == (prefix == null), "--bucket and --prefix go together");
        require(events == null || (from == null && to == null), "--from and --to need --bucket");
        require(from == null || to == null || !to.isBefore(from), "--from must not be after --to: '" + from + "'");
        require(rate >= 1 && rate <= 100_000, "--rate must be 1 to 100000: '" + rate + "'");
        var progress = new Progress(System.err, Boolean.getBoolean("sparkify.terminal"));
        try (S3Client s3 = bucket == null ? null : s3()) {
            Source source = events == null ? new ListedObjects(s3, bucket, prefix, from, to) : new EventFiles(events);
            var replay = new Replay(source, bookmark(), progress);
            Summary summary = dryRun ? replay.plan() : send(replay, progress);
            tell(summary, start);
        }
        return 0;
    }

    private Summary send(Replay replay, Progress progress) throws IOException, InterruptedException {
        var interrupted = new Thread(() -> progress.note("\nInterrupted: the same command goes on where this one was"));
        try (Target target = queue == null ? FunctionTarget.named(function) : QueueTarget.at(queue)) {
            Runtime.getRuntime().addShutdownHook(interrupted);
            Summary summary = replay.send(target, new Pace(rate));
            Runtime.getRuntime().removeShutdownHook(interrupted);
            return summary;
        } catch (RuntimeException | IOException e) {
            Runtime.getRuntime().removeShutdownHook(interrupted);
            throw e;
        }
    }

    private Bookmark bookmark() {
        String replay = (events == null ? "s3://%s/%s %s..%s".formatted(bucket, prefix, from, to) : events.toString())
                + " to " + (queue == null ? function : queue);
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

    private void requireOne(boolean one, boolean other, String message) {
        require(one != other, message);
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
