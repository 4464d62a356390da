package com.sparkify.local.cleanup;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends a process and its descendants. */
public final class ProcessTree {

    private static final int GRACE_SECONDS = 5;

    private ProcessTree() {}

    /**
     * Terminates the processes, kills them after a few seconds, and returns when they are gone. A process that has
     * ended is left alone.
     */
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
        process.onExit().join();
    }
}
