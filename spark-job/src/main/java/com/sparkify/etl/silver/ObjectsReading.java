package com.sparkify.etl.silver;

import com.sparkify.etl.source.ObjectReader;
import com.sparkify.etl.source.ObjectVersion;
import com.sparkify.etl.source.ReadOutcome;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.work.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Reads the objects of a task concurrently, because a catalogue consists of thousands of objects of 250 bytes. Buffers
 * the rows of each object until it is known to be acceptable; a large object's rows go to files of its own, which are
 * deleted if it is not.
 */
public final class ObjectsReading implements Work<ReadTask, ReadResult> {
    private static final int IN_FLIGHT = 32;
    private static final int END_SECONDS = 120;
    private static final int IN_FLIGHT_KIB = 64 << 10;
    /** Assumed compression ratio of gzip objects. */
    private static final int GZIP_FACTOR = 8;

    @Override
    public ReadResult apply(LakeTables tables, ReadTask task) throws InterruptedException {
        SilverWriter shared = new SilverWriter(tables, task.batchId(), task.runId());
        Semaphore memory = new Semaphore(IN_FLIGHT_KIB);
        ExecutorService fetchers = Executors.newFixedThreadPool(
                Math.max(1, Math.min(IN_FLIGHT, task.pins().size())));
        try {
            List<Future<ReadResult>> reading = new ArrayList<>();
            for (ObjectVersion pin : task.pins()) {
                reading.add(fetchers.submit(() -> {
                    int kib = weight(pin);
                    memory.acquire(kib);
                    try {
                        return read(tables, task, pin, shared);
                    } finally {
                        memory.release(kib);
                    }
                }));
            }
            ReadResult result = ReadResult.NOTHING;
            ArrayList<ReadOutcome> outcomes = new ArrayList<>();
            for (Future<ReadResult> one : reading) {
                ReadResult read = one.get();
                outcomes.addAll(read.outcomes());
                result = new ReadResult(outcomes, result.files().and(read.files()));
            }
            return new ReadResult(outcomes, result.files().and(shared.complete()));
        } catch (ExecutionException e) {
            throw new IllegalStateException("Reading failed: " + e.getCause(), e.getCause());
        } finally {
            end(fetchers);
        }
    }

    /** Waits for running reads after one failed, so that none writes files after the batch is undone. */
    private static void end(ExecutorService fetchers) throws InterruptedException {
        fetchers.shutdownNow();
        if (!fetchers.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(
                    "An object was still being read %d seconds after another one failed: the next run undoes the batch"
                            .formatted(END_SECONDS));
        }
    }

    private static int weight(ObjectVersion pin) {
        long bytes = pin.key().endsWith(".gz") ? pin.size() * GZIP_FACTOR : pin.size();
        return (int) Math.min(IN_FLIGHT_KIB, bytes / 1024 + 1);
    }

    private static ReadResult read(LakeTables tables, ReadTask task, ObjectVersion pin, SilverWriter shared) {
        HeldRows rows = new HeldRows(pin.key(), () -> new SilverWriter(tables, task.batchId(), task.runId()));
        ReadOutcome outcome = new ObjectReader(task.input(), task.erased()).read(pin, rows);
        ArrayList<ReadOutcome> outcomes = new ArrayList<>(List.of(outcome));
        boolean isAcceptable =
                outcome.status() == ReadOutcome.Status.READ && (outcome.badRows() == 0 || !task.refusesBadRows());
        if (!isAcceptable) {
            rows.drop();
            return new ReadResult(outcomes, SilverFiles.NONE);
        }
        synchronized (shared) {
            return new ReadResult(outcomes, rows.release(shared));
        }
    }
}
