package com.sparkify.local.command;

import com.sparkify.local.command.InputFiles.InputFile;
import com.sparkify.local.emr.JobRun;
import com.sparkify.local.emr.JobState;
import com.sparkify.local.lambda.FunctionException;
import com.sparkify.local.stack.Installation;
import com.sparkify.local.stack.LocalStack;
import com.sparkify.local.stack.OutFolder;
import com.sparkify.local.stack.PublishedMirror;
import com.sparkify.local.stack.StackSettings;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Puts files, waits until nothing goes on any more, and says what there is then. */
final class Load {

    private static final int MOST_NUDGES = 3;

    private final Console console;
    private final StackSettings settings;
    private final RunReport report;
    private final long startNanos;

    Load(Console console, StackSettings settings, long startNanos) {
        this.console = console;
        this.settings = settings;
        this.report = new RunReport(console, new OutFolder(settings.out()));
        this.startNanos = startNanos;
    }

    /**
     * @param allPutsFirst announce nothing before everything is put, so that one run loads all
     * @return the exit code
     */
    int run(List<InputFile> files, boolean allPutsFirst) throws IOException, InterruptedException {
        console.status("starting the local stand-ins");
        try (var running = Closing.of(LocalStack.start(Installation.current(), settings, report::changed))) {
            LocalStack stack = running.resource();
            if (allPutsFirst) {
                stack.hold();
            }
            put(stack, files);
            if (allPutsFirst) {
                console.status("announcing " + files.size() + " files");
                stack.release();
            }
            awaitIdle(stack);
            new PublishedMirror(stack.out()).update();
            return conclude(stack);
        }
    }

    private void put(LocalStack stack, List<InputFile> files) {
        console.step("PUT " + files.size() + " files to s3://" + LocalStack.INPUT_BUCKET);
        int done = 0;
        for (InputFile file : files) {
            stack.s3().putObject(put -> put.bucket(LocalStack.INPUT_BUCKET).key(file.key()), file.path());
            console.status("PUT " + ++done + " of " + files.size() + ": " + file.key());
        }
    }

    /** Pending work that no run takes up is nudged, as the schedule does every few minutes. */
    private void awaitIdle(LocalStack stack) throws InterruptedException {
        for (int nudges = 0; ; nudges++) {
            while (!stack.isIdle()) {
                report.tick();
                TimeUnit.MILLISECONDS.sleep(200);
            }
            if (!failedRuns(stack).isEmpty() || !stack.hasPendingWork() || nudges == MOST_NUDGES) {
                return;
            }
            try {
                stack.nudge();
            } catch (FunctionException e) {
                console.note("Nudge failed: " + e.getMessage());
            }
        }
    }

    private int conclude(LocalStack stack) throws IOException {
        var summaries = new Summaries(stack.out());
        console.step(summaries.sentence(stack.runs()));
        console.note("Tables and published files: " + stack.out().path());
        Summary summary = summaries.latest();
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        summary.lines(stack.runs().size(), seconds).forEach(console::result);
        List<JobRun> failed = failedRuns(stack);
        if (!failed.isEmpty()) {
            throw CommandFailure.failed("%d of %d runs failed. See %s"
                    .formatted(
                            failed.size(),
                            stack.runs().size(),
                            stack.out().runs().resolve(failed.get(0).logFolder())));
        }
        int deadLetters = stack.queue().deadLetters();
        if (deadLetters > 0) {
            throw CommandFailure.failed(deadLetters + " events ended in the dead-letter queue. See "
                    + stack.out().launcherLog());
        }
        if (stack.hasPendingWork()) {
            throw CommandFailure.failed("Work is pending that no run took up. See "
                    + stack.out().store().resolve(LocalStack.LAKE_BUCKET).resolve("pending"));
        }
        return 0;
    }

    private static List<JobRun> failedRuns(LocalStack stack) {
        return stack.runs().stream()
                .filter(run -> run.state() == JobState.FAILED || run.state() == JobState.CANCELLED)
                .toList();
    }
}
