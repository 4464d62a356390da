package com.sparkify.local.stack;

import com.sparkify.local.emr.JobRun;
import com.sparkify.local.emr.JobState;
import com.sparkify.local.lambda.FunctionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;

/** Nudges the launcher when a run has ended well, as the deployed rule does, because the run may have left work. */
final class FollowUp implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(FollowUp.class.getName());

    /** Invokes the launcher. */
    interface Nudge {
        void send() throws FunctionException, InterruptedException;
    }

    private final Nudge nudge;
    private final AtomicInteger outstanding = new AtomicInteger();
    private final ExecutorService sender = Executors.newSingleThreadExecutor(task -> {
        var thread = new Thread(task, "follow-up");
        thread.setDaemon(true);
        return thread;
    });

    FollowUp(Nudge nudge) {
        this.nudge = nudge;
    }

    void changed(JobRun run) {
        if (run.state() == JobState.SUCCESS) {
            outstanding.incrementAndGet();
            sender.execute(this::send);
        }
    }

    /** Returns true if a nudge has followed every run that ended. */
    boolean isIdle() {
        return outstanding.get() == 0;
    }

    @Override
    public void close() {
        sender.shutdownNow();
    }

    private void send() {
        try {
            nudge.send();
        } catch (FunctionException e) {
            LOG.warning(() -> "The nudge after a run failed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            outstanding.decrementAndGet();
        }
    }
}
