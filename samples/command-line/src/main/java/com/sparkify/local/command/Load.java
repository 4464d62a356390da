package com.sparkify.local.command;

import com.sparkify.local.command.InputFiles.InputFile;
import com.sparkify.local.stack.Installation;
import com.sparkify.local.stack.LocalStack;
import com.sparkify.local.stack.OutFolder;
import com.sparkify.local.stack.PublishedMirror;
import com.sparkify.local.stack.StackSettings;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Puts files, waits until the stack is idle, and reports the result. */
final class Load {

    /** Interval of the progress of uploads: a line for each of many small files is slower to print than to upload. */
    private static final long TELL_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

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

    /** Finds or creates the files to put. */
    interface Input {
        List<InputFile> files() throws IOException;
    }

    /**
     * @param input is called once OUT is locked, so that it may write there
     * @param allPutsFirst holds announcements until everything is put, so that one run loads all
     * @return the exit code
     */
    int run(Input input, boolean allPutsFirst) throws IOException, InterruptedException {
        console.status("starting the local stand-ins");
        try (var running = Closing.of(
                LocalStack.start(Installation.current(), settings, report::changed),
                "Interrupted: run the same command again to continue")) {
            LocalStack stack = running.resource();
            List<InputFile> files = input.files();
            if (allPutsFirst) {
                stack.hold();
            }
            put(stack, files);
            if (allPutsFirst) {
                console.status("announcing " + files.size() + " files");
                stack.release();
            }
            var settling = new Settling(console, stack, report);
            settling.await();
            mirror(stack);
            conclude(stack);
            settling.requireAllDone();
            return 0;
        }
    }

    private void put(LocalStack stack, List<InputFile> files) {
        console.step("PUT " + files.size() + " files to s3://" + LocalStack.INPUT_BUCKET);
        int done = 0;
        long toldAt = System.nanoTime() - TELL_EVERY_NANOS;
        for (InputFile file : files) {
            stack.s3().putObject(put -> put.bucket(LocalStack.INPUT_BUCKET).key(file.key()), file.path());
            done++;
            if (System.nanoTime() - toldAt >= TELL_EVERY_NANOS || done == files.size()) {
                toldAt = System.nanoTime();
                console.status("PUT " + done + " of " + files.size() + ": " + file.key());
            }
        }
    }

    /** Again if somebody else's upload is published meanwhile. */
    private static void mirror(LocalStack stack) throws IOException, InterruptedException {
        var mirror = new PublishedMirror(stack.out());
        while (!mirror.update()) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private void conclude(LocalStack stack) throws IOException {
        var summaries = new Summaries(stack.out());
        console.step(summaries.sentence(stack.runs()));
        console.note("Tables and published files: " + stack.out().path());
        RunSummary summary = summaries.latest();
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        summary.lines(stack.runs().size(), seconds).forEach(console::result);
    }
}
