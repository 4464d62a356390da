package com.sparkify.etl.key;

/** A set of longs in one array: 8 to 16 bytes a value, where a {@code HashSet<String>} takes a hundred. */
public final class LongHashSet {
    private long[] slots = new long[64];
    private int size;
    private boolean hasZero;

    /** Returns true if the value was added. */
    public boolean add(long value) {
        if (value == 0) {
            boolean isNew = !hasZero;
            hasZero = true;
            return isNew;
        }
        if (size * 2 >= slots.length) {
            grow();
        }
        return insert(slots, value);
    }

    /** Returns true if the set contains the value. */
    public boolean contains(long value) {
        if (value == 0) {
            return hasZero;
        }
        int mask = slots.length - 1;
        int at = (int) (value * 0x9E3779B97F4A7C15L >>> 32) & mask;
        while (slots[at] != 0 && slots[at] != value) {
            at = at + 1 & mask;
        }
        return slots[at] == value;
    }

    /** Returns the number of values. */
    public int size() {
        return size + (hasZero ? 1 : 0);
    }

    private boolean insert(long[] table, long value) {
        int mask = table.length - 1;
        int at = (int) (value * 0x9E3779B97F4A7C15L >>> 32) & mask;
        while (table[at] != 0) {
            if (table[at] == value) {
                return false;
            }
            at = at + 1 & mask;
        }
        table[at] = value;
        size++;
        return true;
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        size = 0;
        for (long value : slots) {
            if (value != 0) {
                insert(larger, value);
            }
        }
        slots = larger;
    }
}
