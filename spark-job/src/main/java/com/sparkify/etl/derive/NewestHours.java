package com.sparkify.etl.derive;

import java.util.Arrays;

/** Keeps the newest of a user's hours with plays in a bounded array. Older ones are dropped, and must be asked again. */
final class NewestHours {
    private static final int FIRST_CAPACITY = 4;

    private final int most;
    private long[] hours;
    private int size;
    /** The oldest hour that is kept if others were dropped. */
    private long from = Long.MIN_VALUE;
    /** The oldest hour that was taken; all hours added are earlier than those taken before. */
    private long before;

    /**
     * @param most how many hours are kept; while they are added, up to twice as many are held
     * @param before later hours are ignored, in epoch milliseconds
     */
    NewestHours(int most, long before) {
        this.most = most;
        this.before = before;
        this.hours = new long[Math.min(FIRST_CAPACITY, 2 * most)];
    }

    /** Adds an hour, in epoch milliseconds. The same hour may be added several times. */
    void add(long hour) {
        if (hour < from || hour >= before) {
            return;
        }
        if (size == hours.length) {
            sort();
            if (size > hours.length / 2) {
                hours = Arrays.copyOf(hours, Math.min(2 * hours.length, 2 * most));
            }
        }
        hours[size++] = hour;
    }

    /** Sorts the hours, and drops copies and what is too much. */
    private void sort() {
        Arrays.sort(hours, 0, size);
        int distinct = 0;
        for (int i = 0; i < size; i++) {
            if (i == 0 || hours[i] != hours[i - 1]) {
                hours[distinct++] = hours[i];
            }
        }
        size = Math.min(distinct, most);
        if (distinct > most) {
            System.arraycopy(hours, distinct - most, hours, 0, most);
            from = hours[0];
        }
    }

    /** Takes up to {@code number} hours, the newest of those that are kept. */
    long[] take(int number) {
        sort();
        int left = Math.max(0, size - number);
        long[] taken = Arrays.copyOfRange(hours, left, size);
        size = left;
        before = taken.length > 0 ? taken[0] : before;
        return taken;
    }

    /** Returns the oldest hour that was taken. All of the user's plays since then lie in hours that were taken. */
    long oldestTaken() {
        return before;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Returns true if older hours were dropped. */
    boolean hasDropped() {
        return from > Long.MIN_VALUE;
    }

    int size() {
        return size;
    }
}
