package com.sparkify.local.command;

import com.sparkify.local.emr.JobRun;
import com.sparkify.local.emr.JobState;
import com.sparkify.local.lambda.FunctionException;
import com.sparkify.local.stack.LocalStack;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Waits until the local stack has done all possible work, and reports the rest. */
record Settling(Console console, LocalStack stack, RunReport report) {

    private static final int MOST_NUDGES = 3;

    /** Nudges pending work without a run, as the schedule does every few minutes. */
    void await() throws InterruptedException {
        for (int nudges = 0; ; nudges++) {
            while (!stack.isIdle()) {
                report.tick();
                TimeUnit.MILLISECONDS.sleep(200);
            }
            if (!failedRuns().isEmpty() || !stack.hasPendingWork() || nudges == MOST_NUDGES) {
                return;
            }
            try {
                stack.nudge();
            } catch (FunctionException e) {
                console.note("Nudge failed: " + e.getMessage());
            }
        }
    }

    /** @throws CommandFailure if a run failed, an event was given up, or work is left */
    void requireAllDone() {
        List<JobRun> failed = failedRuns();
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
            throw CommandFailure.failed("Work is pending that no run has loaded. See "
                    + stack.out().store().resolve(LocalStack.LAKE_BUCKET).resolve("pending"));
        }
    }

    private List<JobRun> failedRuns() {
        return stack.runs().stream()
                .filter(run -> run.state() == JobState.FAILED || run.state() == JobState.CANCELLED)
                .toList();
    }
}
