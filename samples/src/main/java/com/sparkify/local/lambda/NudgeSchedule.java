package com.sparkify.local.lambda;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;

/** Invokes the launcher every few minutes, so that work whose run was lost does not wait for the next file. */
public final class NudgeSchedule implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(NudgeSchedule.class.getName());
    private static final byte[] NUDGE = "{\"nudge\": {}}".getBytes(StandardCharsets.UTF_8);

    private final ScheduledExecutorService clock;

    private NudgeSchedule(ScheduledExecutorService clock) {
        this.clock = clock;
    }

    public static NudgeSchedule start(Invoker function, Duration interval) {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "nudge");
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleAtFixedRate(
                () -> scheduled(function), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        return new NudgeSchedule(clock);
    }

    /** One nudge now; returns when the launcher has answered. */
    public static void nudge(Invoker function) throws FunctionException, InterruptedException {
        function.invoke(NUDGE);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private static void scheduled(Invoker function) {
        try {
            nudge(function);
        } catch (FunctionException e) {
            LOG.warning(() -> "Nudge failed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
