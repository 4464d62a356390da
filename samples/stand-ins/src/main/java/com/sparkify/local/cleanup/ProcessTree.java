package com.sparkify.local.cleanup;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends a process and all that it started. */
public final class ProcessTree {

    private static final int GRACE_SECONDS = 5;

    private ProcessTree() {}

    /** Asks, waits a few seconds, then kills; returns when the process is gone. A process that has ended stays so. */
    public static void kill(Process process) {
        if (!process.isAlive()) {
            return;
        }
        var children = process.descendants().toList();
        process.destroy();
        try {
            process.onExit().get(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
