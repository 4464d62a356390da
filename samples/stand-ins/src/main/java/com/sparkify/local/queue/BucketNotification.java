package com.sparkify.local.queue;

import com.sparkify.local.s3.CreatedObject;
import com.sparkify.local.s3.PutListener;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import software.amazon.awssdk.core.exception.SdkException;

/** Sends every put of a bucket to the queue as an S3 event, asynchronously as S3 does. */
public final class BucketNotification implements PutListener, AutoCloseable {

    private final EventQueue queue;
    private final Predicate<CreatedObject> filter;
    private final S3EventDocuments events;
    private final Deque<CreatedObject> waiting = new ArrayDeque<>();
    private final Thread sender;
    private boolean held;
    private boolean sending;
    private volatile boolean closed;

    /** @param filter the prefixes of the bucket's notification configuration */
    public BucketNotification(EventQueue queue, String region, Predicate<CreatedObject> filter) {
        this.queue = queue;
        this.filter = filter;
        this.events = new S3EventDocuments(Clock.systemUTC(), region);
        this.sender = new Thread(this::send, "s3-events");
        sender.setDaemon(true);
        sender.start();
    }

    @Override
    public synchronized void stored(CreatedObject object) {
        if (filter.test(object)) {
            waiting.add(object);
            notifyAll();
        }
    }

    /** Holds events until {@link #release()}. */
    public synchronized void hold() {
        held = true;
    }

    public synchronized void release() {
        held = false;
        notifyAll();
    }

    /** Returns true if every event is in the queue. */
    public synchronized boolean isIdle() {
        return waiting.isEmpty() && !sending;
    }

    @Override
    public void close() {
        closed = true;
        sender.interrupt();
    }

    private void send() {
        try {
            while (true) {
                queue.send(next().stream().map(events::document).toList());
                synchronized (this) {
                    sending = false;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SdkException e) {
            // The SDK throws its own exception when it is interrupted. Nothing is lost: the queue ends as well, and the
            // next load puts its files again.
            if (!closed) {
                throw e;
            }
        }
    }

    private synchronized List<CreatedObject> next() throws InterruptedException {
        while (held || waiting.isEmpty()) {
            wait();
        }
        sending = true;
        var next = new ArrayList<CreatedObject>();
        while (!waiting.isEmpty() && next.size() < EventQueue.CALL_LIMIT) {
            next.add(waiting.poll());
        }
        return next;
    }
}
