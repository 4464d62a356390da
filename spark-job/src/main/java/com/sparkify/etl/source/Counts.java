package com.sparkify.etl.source;

import com.sparkify.etl.key.LongRanges;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** What has been counted of one object so far. */
final class Counts {
    private static final long MINUTE = 60_000;
    private static final int TIME_RANGES = 64;

    long read;
    long plays;
    long songs;
    long notPlays;
    long rejected;
    long duplicates;
    String firstFault;
    final DriftCounts drift = new DriftCounts();

    private final Set<Long> minutes = new HashSet<>();
    private long lastMinute = -1;

    void play(long ts) {
        plays++;
        long minute = ts / MINUTE;
        if (minute != lastMinute) {
            lastMinute = minute;
            minutes.add(minute);
        }
    }

    void reject(long line, String fault) {
        rejected++;
        if (firstFault == null) {
            firstFault = "Line " + line + ": " + fault;
        }
    }

    ReadOutcome read(String key) {
        return outcome(key, ReadOutcome.Status.READ, firstFault);
    }

    ReadOutcome outcome(String key, ReadOutcome.Status status, String reason) {
        long[] starts = minutes.stream().mapToLong(minute -> minute * MINUTE).toArray();
        Arrays.sort(starts);
        LongRanges times = LongRanges.covering(starts, MINUTE).atMost(TIME_RANGES);
        return new ReadOutcome(
                key, status, reason, read, plays, songs, notPlays, rejected, duplicates, times, drift.drift());
    }
}
