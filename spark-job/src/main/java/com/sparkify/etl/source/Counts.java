package com.sparkify.etl.source;

import com.sparkify.etl.key.LongRanges;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Counters of one object while it is read. */
final class Counts {
    private static final long MINUTE = 60_000;
    private static final int TIME_RANGES = 64;
    /** Two months of contiguous minutes. The times of an object beyond that are described by wider ranges. */
    private static final int REMEMBERED_MINUTES = 100_000;

    long read;
    long plays;
    long songs;
    long notPlays;
    long rejected;
    long erased;
    /** Rejected rows, including those of erased users: they decide whether the object is acceptable. */
    long badRows;

    long duplicates;
    String firstFault;
    final DriftCounts drift = new DriftCounts();

    private final Set<Long> minutes = new HashSet<>();
    private LongRanges times = LongRanges.NONE;
    private long lastMinute = -1;

    void play(long ts) {
        plays++;
        long minute = ts / MINUTE;
        if (minute != lastMinute) {
            lastMinute = minute;
            minutes.add(minute);
            if (minutes.size() > REMEMBERED_MINUTES) {
                times = times();
                minutes.clear();
            }
        }
    }

    void reject(long line, String fault, boolean isErased) {
        badRows++;
        erased += isErased ? 1 : 0;
        rejected += isErased ? 0 : 1;
        if (firstFault == null) {
            firstFault = "Line " + line + ": " + fault;
        }
    }

    ReadOutcome read(String key) {
        return outcome(key, ReadOutcome.Status.READ, firstFault);
    }

    ReadOutcome outcome(String key, ReadOutcome.Status status, String reason) {
        return new ReadOutcome(
                key,
                status,
                reason,
                read,
                plays,
                songs,
                notPlays,
                rejected,
                erased,
                badRows,
                duplicates,
                times(),
                drift.drift());
    }

    private LongRanges times() {
        long[] starts = minutes.stream().mapToLong(minute -> minute * MINUTE).toArray();
        Arrays.sort(starts);
        return times.union(LongRanges.covering(starts, MINUTE)).atMost(TIME_RANGES);
    }
}
