package com.sparkify.local.lambda;

import com.sparkify.local.queue.EventQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Delivers a queue's messages to a function: collects a batch for a window, up to 10,000 messages and 6 MB, invokes the
 * function, and deletes the messages that it did not report as failed. Other messages are redelivered after the
 * visibility timeout.
 */
public final class EventSourceMapping implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(EventSourceMapping.class.getName());
    private static final int MAX_MESSAGES = 10_000;
    private static final int MAX_BYTES = 6 << 20;
    /** Attributes, identifiers and other fields around a message's body. */
    private static final int RECORD_OVERHEAD_BYTES = 700;

    private static final int POLL_SECONDS = 10;
    private static final int LOOK_EVERY_MILLIS = 50;

    private final EventQueue queue;
    private final Invoker function;
    private final Duration window;
    private final SqsEvents events;
    private final Thread poller;
    private volatile boolean closed;
    private volatile boolean busy;

    public EventSourceMapping(EventQueue queue, Invoker function, Duration window, String region) {
        if (window.isNegative() || window.toSeconds() > 300) {
            throw new IllegalArgumentException("Batch window must be 0 to 300 seconds: " + window.toSeconds());
        }
        this.queue = queue;
        this.function = function;
        this.window = window;
        this.events = new SqsEvents(queue.arn(), region);
        this.poller = new Thread(this::poll, "event-source-mapping");
        poller.setDaemon(true);
    }

    public void start() {
        poller.start();
    }

    /** Returns true if no batch is being collected or processed. */
    public boolean isIdle() {
        return !busy;
    }

    @Override
    public void close() {
        closed = true;
        poller.interrupt();
    }

    private void poll() {
        while (!closed) {
            try {
                List<Message> first = queue.receive(POLL_SECONDS);
                if (!first.isEmpty()) {
                    busy = true;
                    process(gather(first));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (SdkException e) {
                if (!closed) {
                    LOG.log(Level.WARNING, "Queue did not answer", e);
                }
            } finally {
                busy = false;
            }
        }
    }

    private List<Message> gather(List<Message> first) throws InterruptedException {
        var batch = new ArrayList<Message>(first);
        int bytes = size(first);
        long end = System.nanoTime() + window.toNanos();
        // Stops one receive call below the limit, because a full call may not fit.
        while (batch.size() + EventQueue.CALL_LIMIT <= MAX_MESSAGES && bytes < MAX_BYTES - (1 << 20)) {
            Duration left = Duration.ofNanos(end - System.nanoTime());
            if (left.isNegative()) {
                break;
            }
            List<Message> more = receiveWithin(left);
            batch.addAll(more);
            bytes += size(more);
        }
        return batch;
    }

    /** The queue's long poll takes whole seconds; shorter waits happen here. */
    private List<Message> receiveWithin(Duration left) throws InterruptedException {
        if (left.toSeconds() > 0) {
            return queue.receive((int) Math.min(left.toSeconds(), POLL_SECONDS));
        }
        List<Message> waiting = queue.receive(0);
        if (waiting.isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(Math.min(left.toMillis() + 1, LOOK_EVERY_MILLIS));
        }
        return waiting;
    }

    private void process(List<Message> batch) throws InterruptedException {
        Set<String> failed;
        try {
            failed = SqsEvents.failures(function.invoke(events.event(batch)), batch);
        } catch (FunctionException e) {
            LOG.warning(() -> "Function failed for a batch of " + batch.size() + ": " + e.getMessage());
            return;
        }
        if (!failed.isEmpty()) {
            LOG.warning(() -> "Function wants " + failed.size() + " of " + batch.size() + " messages again");
        }
        queue.delete(batch.stream()
                .filter(message -> !failed.contains(message.messageId()))
                .toList());
    }

    private static int size(List<Message> messages) {
        return messages.stream()
                .mapToInt(message -> message.body().length() + RECORD_OVERHEAD_BYTES)
                .sum();
    }
}
