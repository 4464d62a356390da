package com.sparkify.local.lambda;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;

/** Invokes a function with the same event at a fixed rate, like an EventBridge schedule. */
public final class EventSchedule implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(EventSchedule.class.getName());

    private final ScheduledExecutorService clock;

    private EventSchedule(ScheduledExecutorService clock) {
        this.clock = clock;
    }

    /** Starts the schedule; the first event is sent after one interval. */
    public static EventSchedule start(Invoker function, byte[] event, Duration interval) {
        byte[] copy = event.clone();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "event-schedule");
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleAtFixedRate(
                () -> invoke(function, copy), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        return new EventSchedule(clock);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private static void invoke(Invoker function, byte[] event) {
        try {
            function.invoke(event);
        } catch (FunctionException e) {
            LOG.warning(() -> "Scheduled event failed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
