package com.sparkify.local.command;

import com.sparkify.local.emr.JobRun;
import com.sparkify.local.emr.JobState;
import com.sparkify.local.stack.OutFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reports on the console what runs do: each batch in a line of its own, and the present activity. */
final class RunReport {

    /** Interval of progress lines where no line can be rewritten. */
    private static final Duration REMINDER = Duration.ofSeconds(15);

    /** Ctrl-C reaches the driver as well as this process. */
    private static final String INTERRUPTED = "Driver exited with code 130";

    private final Console console;
    private final OutFolder out;
    private final List<String> known = new ArrayList<>();
    private JobRun running;
    private RunLog log;
    private Instant remindAt;
    private String lastTold = "";

    RunReport(Console console, OutFolder out) {
        this.console = console;
        this.out = out;
    }

    synchronized void changed(JobRun run) {
        if (!known.contains(run.id())) {
            known.add(run.id());
            console.step("run " + number(run) + " submitted: " + run.logFolder());
        }
        boolean isRunning = running != null && running.id().equals(run.id());
        if (run.state().isFinal()) {
            if (isRunning) {
                tellEvents();
                running = null;
            }
            console.step(run.state() == JobState.SUCCESS ? success(run) : failure(run));
        } else if (run.state() != JobState.SUBMITTED && run.state() != JobState.QUEUED) {
            if (!isRunning) {
                log = new RunLog(log(run, "stdout.log"));
            }
            running = run;
            remindAt = Instant.now().plus(REMINDER);
            console.status("run " + number(run) + " " + state(run));
        }
    }

    /** Called periodically: shows progress and the last message. */
    synchronized void tick() {
        if (running == null) {
            return;
        }
        tellEvents();
        long seconds = Duration.between(running.createdAt(), Instant.now()).toSeconds();
        String words = log.activity().isEmpty() ? "" : "(" + log.activity() + ")";
        var text = "run %d %s, %d s %s".formatted(number(running), state(running), seconds, words);
        if (console.isTerminal()) {
            console.status(text.strip());
        } else if (Instant.now().isAfter(remindAt) && !(words.equals(lastTold) && words.contains("waits for more"))) {
            remindAt = Instant.now().plus(REMINDER);
            lastTold = words;
            console.note(text.strip());
        }
    }

    private void tellEvents() {
        log.takeEvents().forEach(event -> console.step("run " + number(running) + ": " + event));
    }

    private String failure(JobRun run) {
        if (run.stateDetails().equals(INTERRUPTED)) {
            return "run %d was interrupted".formatted(number(run));
        }
        return "run %d %s: %s"
                .formatted(
                        number(run),
                        run.state() == JobState.CANCELLED ? "was cancelled" : "failed",
                        ErrorLine.find(log(run, "stderr.log")).orElse(run.stateDetails()));
    }

    private String success(JobRun run) {
        long millis = Duration.between(run.createdAt(), run.endedAt()).toMillis();
        return "run %d succeeded after %.1f s: %s".formatted(number(run), millis / 1000.0, changes(run));
    }

    private String changes(JobRun run) {
        try {
            return RunSummary.read(log(run, "stdout.log"))
                    .orElseGet(RunSummary::empty)
                    .changes();
        } catch (IOException e) {
            return "what changed is unknown: " + e.getMessage();
        }
    }

    private Path log(JobRun run, String name) {
        return out.runs().resolve(run.logFolder()).resolve(name);
    }

    private int number(JobRun run) {
        return known.indexOf(run.id()) + 1;
    }

    private static String state(JobRun run) {
        return run.state().name().toLowerCase(Locale.ROOT);
    }
}
