package com.sparkify.local.command;

import com.sparkify.local.emr.JobRun;
import com.sparkify.local.emr.JobState;
import com.sparkify.local.stack.OutFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Tells on the console how runs fare. */
final class RunReport {

    private final Console console;
    private final OutFolder out;
    private final List<String> known = new ArrayList<>();

    RunReport(Console console, OutFolder out) {
        this.console = console;
        this.out = out;
    }

    synchronized void changed(JobRun run) {
        if (!known.contains(run.id())) {
            known.add(run.id());
            console.step("run " + number(run) + " submitted: " + run.launchId());
        }
        if (run.state() == JobState.SUCCESS) {
            console.step("run %d ended well after %.1f s".formatted(number(run), seconds(run)));
        } else if (run.state().isFinal()) {
            console.step(failure(run));
        } else {
            console.status("run " + number(run) + " " + run.state().name().toLowerCase(java.util.Locale.ROOT));
        }
    }

    String failure(JobRun run) {
        Path log = out.runs().resolve(run.launchId()).resolve("stderr.log");
        return "run %d %s: %s. See %s"
                .formatted(
                        number(run),
                        run.state() == JobState.CANCELLED ? "was cancelled" : "failed",
                        ErrorLine.find(log).orElse(run.stateDetails()),
                        log);
    }

    private int number(JobRun run) {
        return known.indexOf(run.id()) + 1;
    }

    private static double seconds(JobRun run) {
        return Duration.between(run.createdAt(), run.endedAt()).toMillis() / 1000.0;
    }
}
