package com.sparkify.etl.source;

import com.sparkify.etl.lake.ObjectStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;

/**
 * The rows of one task's objects, fetched by many threads at once, because a catalogue is thousands of objects of 250
 * bytes. Rows pass in chunks through a bounded queue: of a large log object only a few thousand rows and the natural keys
 * are in memory at a time. Objects interleave; the last row of each is its outcome.
 */
final class ReadAhead implements Iterator<Row> {
    private static final int IN_FLIGHT = 32;
    private static final int CHUNK_ROWS = 1000;
    private static final int QUEUED_CHUNKS = 64;

    private final ObjectReader reader;
    private final Queue<Pin> pins;
    private final BlockingQueue<Chunk> chunks = new ArrayBlockingQueue<>(QUEUED_CHUNKS);
    private int unfinished;
    private Iterator<Row> current = Collections.emptyIterator();

    ReadAhead(ObjectStore input, String runId, Iterator<ArrayList<Pin>> bins) {
        this.reader = new ObjectReader(input, runId);
        this.pins = new ConcurrentLinkedQueue<>();
        bins.forEachRemaining(pins::addAll);
        this.unfinished = pins.size();
        List<Thread> fetchers = new ArrayList<>();
        for (int i = 0; i < Math.min(IN_FLIGHT, unfinished); i++) {
            Thread fetcher = new Thread(this::fetch, "read-ahead-" + i);
            fetcher.setDaemon(true);
            fetcher.start();
            fetchers.add(fetcher);
        }
        TaskContext.get().<Void>addTaskCompletionListener(context -> {
            fetchers.forEach(Thread::interrupt);
            return null;
        });
    }

    @Override
    public boolean hasNext() {
        while (!current.hasNext() && unfinished > 0) {
            Chunk chunk = take();
            if (chunk.failure() != null) {
                throw new IllegalStateException("Reading failed: " + chunk.failure(), chunk.failure());
            }
            unfinished -= chunk.last() ? 1 : 0;
            current = chunk.rows().iterator();
        }
        return current.hasNext();
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return current.next();
    }

    private void fetch() {
        try {
            for (Pin pin = pins.poll(); pin != null; pin = pins.poll()) {
                fetch(pin);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the task is over
        } catch (CancellationException e) {
            // the task is over
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private void fail(Throwable e) {
        try {
            chunks.put(new Chunk(List.of(), false, e));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void fetch(Pin pin) throws InterruptedException {
        Chunks open = new Chunks();
        reader.read(pin, open::add);
        chunks.put(new Chunk(open.rows, true, null));
    }

    private Chunk take() {
        try {
            return chunks.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Reading was interrupted", e);
        }
    }

    private record Chunk(List<Row> rows, boolean last, Throwable failure) {}

    /** Hands rows on whenever enough have gathered. */
    private final class Chunks {
        private List<Row> rows = new ArrayList<>();

        void add(Row row) {
            if (rows.size() == CHUNK_ROWS) {
                try {
                    chunks.put(new Chunk(rows, false, null));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new CancellationException("The task is over");
                }
                rows = new ArrayList<>();
            }
            rows.add(row);
        }
    }
}
