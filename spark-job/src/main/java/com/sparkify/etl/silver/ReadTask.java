package com.sparkify.etl.silver;

import com.sparkify.etl.lake.ObjectStore;
import com.sparkify.etl.source.ObjectVersion;
import com.sparkify.etl.source.UserSet;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Objects that one task reads.
 *
 * @param refusesBadRows whether an object with a bad row contributes nothing
 * @param erased users whose rows are dropped
 * @param runId recorded with rejected rows
 */
public record ReadTask(
        ObjectStore input,
        ArrayList<ObjectVersion> pins,
        boolean refusesBadRows,
        UserSet erased,
        String batchId,
        String runId)
        implements Serializable {
    private static final long TASK_BYTES = 64L << 20;
    private static final int TASK_OBJECTS = 2000;
    /** Cost of opening an object, in bytes that take as long to read. */
    private static final long OBJECT_BYTES = 4096;

    /**
     * Distributes objects over tasks of similar size: largest first into the smallest task, within the limits of bytes
     * and objects.
     */
    public static List<ArrayList<ObjectVersion>> bins(List<ObjectVersion> pins, int parallelism) {
        long bytes = pins.stream().mapToLong(ObjectVersion::size).sum();
        long wanted = Math.max(bytes / TASK_BYTES, pins.size() / TASK_OBJECTS) + 1;
        int count = (int) Math.min(pins.size(), Math.max(wanted, bytes < TASK_BYTES / 16 ? 1 : parallelism));
        List<ArrayList<ObjectVersion>> bins = new ArrayList<>();
        long[] load = new long[count];
        for (int i = 0; i < count; i++) {
            bins.add(new ArrayList<>());
        }
        List<ObjectVersion> largestFirst = pins.stream()
                .sorted(Comparator.comparingLong(ObjectVersion::size).reversed())
                .toList();
        for (ObjectVersion pin : largestFirst) {
            int emptiest = 0;
            for (int i = 1; i < count; i++) {
                emptiest = load[i] < load[emptiest] ? i : emptiest;
            }
            load[emptiest] += pin.size() + OBJECT_BYTES;
            bins.get(emptiest).add(pin);
        }
        return bins;
    }
}
