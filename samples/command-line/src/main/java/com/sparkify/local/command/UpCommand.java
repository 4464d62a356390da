package com.sparkify.local.command;

import com.sparkify.local.stack.Installation;
import com.sparkify.local.stack.LauncherDeployment;
import com.sparkify.local.stack.LiveMirror;
import com.sparkify.local.stack.LocalStack;
import com.sparkify.local.stack.OutFolder;
import com.sparkify.local.stack.PublishedMirror;
import com.sparkify.local.stack.StackSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "up", description = "Runs the local stand-ins until Ctrl-C; upload files with any S3 client.")
final class UpCommand implements Callable<Integer> {
    /** Collects a burst without a noticeable delay for a single file. */
    private static final Duration BATCH_WINDOW = Duration.ofMillis(200);

    private static final int LOOK_EVERY_MILLIS = 200;

    @Mixin
    private OutOption out;

    @Option(names = "--port", paramLabel = "N", description = "Port of the S3 endpoint (default: ${DEFAULT-VALUE}).")
    private int port = 9000;

    @Option(
            names = "--linger-seconds",
            paramLabel = "N",
            description = "How long an idle run waits for more work (default: ${DEFAULT-VALUE}).")
    private int lingerSeconds = LingerSeconds.OF_UP;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (port < 0 || port > 65_535) {
            throw CommandFailure.usage("--port must be 0 to 65535: '" + port + "'");
        }
        LingerSeconds.require(lingerSeconds);
        Console console = Console.system();
        var settings = StackSettings.defaults(out.path())
                .withS3Port(port)
                .withBatchWindow(BATCH_WINDOW)
                .withLingering(Duration.ofSeconds(lingerSeconds));
        var report = new RunReport(console, new OutFolder(settings.out()));
        console.status("starting the local stand-ins");
        try (var running = Closing.of(LocalStack.start(Installation.current(), settings, report::changed))) {
            announce(console, running.resource());
            mirrorWhenLoaded(running.resource(), report);
        }
        return 0;
    }

    private static void announce(Console console, LocalStack stack) {
        console.result("export AWS_ENDPOINT_URL_S3=" + stack.s3Endpoint());
        console.result("export AWS_ENDPOINT_URL_EMR_SERVERLESS=" + stack.emrEndpoint());
        console.result("export AWS_ENDPOINT_URL_LAMBDA=" + stack.lambdaEndpoint());
        console.result("export AWS_ACCESS_KEY_ID=" + stack.keys().accessKeyId());
        console.result("export AWS_SECRET_ACCESS_KEY=" + stack.keys().secretAccessKey());
        console.result("export AWS_REGION=" + stack.keys().region());
        console.result("# queue of events: " + stack.queueUrl());
        console.result("# function: " + LauncherDeployment.NAME);
        console.result("# put logs under   s3://" + LocalStack.INPUT_BUCKET + "/log_data/");
        console.result("# put songs under  s3://" + LocalStack.INPUT_BUCKET + "/song_data/");
        console.step("Up until Ctrl-C. Tables, files and logs: " + stack.out().path());
    }

    /** Runs until the JVM ends. */
    private static void mirrorWhenLoaded(LocalStack stack, RunReport report) throws IOException, InterruptedException {
        var mirror = new LiveMirror(new PublishedMirror(stack.out()), stack::publication, stack::isLoaded);
        while (true) {
            mirror.tick();
            report.tick();
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
    }
}
