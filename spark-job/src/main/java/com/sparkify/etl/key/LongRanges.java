package com.sparkify.etl.key;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sorted, disjoint, half-open ranges of longs: times in epoch milliseconds, or cells of published files. Immutable.
 * Ranges may be merged to bound their number; the result then covers more values, never fewer.
 */
public final class LongRanges implements Serializable {
    public static final LongRanges NONE = new LongRanges(new long[0]);
    public static final LongRanges ALL = new LongRanges(new long[] {Long.MIN_VALUE, Long.MAX_VALUE});

    /** A half-open range. */
    public record Range(long from, long to) implements Serializable {
        public Range {
            if (from >= to) {
                throw new IllegalArgumentException("A range must not be empty: " + from + " to " + to);
            }
        }
    }

    /** From, to, from, to, …, ascending, with gaps between the ranges. */
    private final long[] bounds;

    private LongRanges(long[] bounds) {
        this.bounds = bounds;
    }

    /** Returns the half-open range from {@code from} to {@code to}. */
    public static LongRanges of(long from, long to) {
        Range range = new Range(from, to);
        return new LongRanges(new long[] {range.from(), range.to()});
    }

    /** Returns the cells of width {@code grain} that contain the values; adjacent cells form one range. */
    public static LongRanges covering(long[] values, long grain) {
        long[] cells = Arrays.stream(values)
                .map(value -> Math.floorDiv(value, grain))
                .sorted()
                .distinct()
                .toArray();
        return ofSorted(Arrays.stream(cells).map(cell -> cell * grain).toArray(), grain);
    }

    private static LongRanges ofSorted(long[] starts, long width) {
        long[] bounds = new long[2 * starts.length];
        int size = 0;
        for (long start : starts) {
            if (size > 0 && bounds[size - 1] >= start) {
                bounds[size - 1] = start + width;
            } else {
                bounds[size++] = start;
                bounds[size++] = start + width;
            }
        }
        return new LongRanges(Arrays.copyOf(bounds, size));
    }

    public boolean isEmpty() {
        return bounds.length == 0;
    }

    /** Returns the number of ranges. */
    public int size() {
        return bounds.length / 2;
    }

    public List<Range> ranges() {
        List<Range> ranges = new ArrayList<>();
        for (int i = 0; i < bounds.length; i += 2) {
            ranges.add(new Range(bounds[i], bounds[i + 1]));
        }
        return ranges;
    }

    public boolean contains(long value) {
        int found = Arrays.binarySearch(bounds, value);
        int at = found >= 0 ? found : -found - 2;
        return at >= 0 && at % 2 == 0;
    }

    /** Returns true if the ranges contain a value of the given range. */
    public boolean overlaps(long from, long to) {
        for (int i = 0; i < bounds.length; i += 2) {
            if (bounds[i] < to && from < bounds[i + 1]) {
                return true;
            }
        }
        return false;
    }

    public LongRanges union(LongRanges other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        List<Range> all = new ArrayList<>(ranges());
        all.addAll(other.ranges());
        all.sort((one, two) -> Long.compare(one.from(), two.from()));
        long[] merged = new long[2 * all.size()];
        int size = 0;
        for (Range range : all) {
            if (size > 0 && merged[size - 1] >= range.from()) {
                merged[size - 1] = Math.max(merged[size - 1], range.to());
            } else {
                merged[size++] = range.from();
                merged[size++] = range.to();
            }
        }
        return new LongRanges(Arrays.copyOf(merged, size));
    }

    /** Splits ranges that are wider than {@code width}. */
    public List<Range> byWidth(long width) {
        List<Range> cut = new ArrayList<>();
        for (Range range : ranges()) {
            for (long from = range.from(); from < range.to(); from += width) {
                cut.add(new Range(from, Math.min(range.to(), from + width)));
            }
        }
        return cut;
    }

    /** Divides the values, in order, into parts of {@code width} to less than twice as many; the last may have fewer. */
    public List<LongRanges> parts(long width) {
        List<LongRanges> parts = new ArrayList<>();
        List<Range> part = new ArrayList<>();
        long size = 0;
        for (Range range : byWidth(width)) {
            part.add(range);
            size += range.to() - range.from();
            if (size >= width) {
                parts.add(ofRanges(part));
                part.clear();
                size = 0;
            }
        }
        if (!part.isEmpty()) {
            parts.add(ofRanges(part));
        }
        return parts;
    }

    /** Returns how many values the ranges contain; not of {@link #ALL}. */
    public long width() {
        return ranges().stream().mapToLong(range -> range.to() - range.from()).sum();
    }

    /** Extends the ranges to whole cells of width {@code grain}. */
    public LongRanges aligned(long grain) {
        LongRanges aligned = NONE;
        for (Range range : ranges()) {
            aligned = aligned.union(of(
                    Math.floorDiv(range.from(), grain) * grain, (Math.floorDiv(range.to() - 1, grain) + 1) * grain));
        }
        return aligned;
    }

    /** Converts the ranges to units that are smaller by {@code factor}. */
    public LongRanges scaled(long factor) {
        return new LongRanges(Arrays.stream(bounds).map(bound -> bound * factor).toArray());
    }

    /** Merges ranges across the smallest gaps until at most {@code most} are left. */
    public LongRanges atMost(int most) {
        if (size() <= most) {
            return this;
        }
        PriorityQueue<Integer> smallestGapFirst = new PriorityQueue<>((one, two) -> Long.compare(gap(one), gap(two)));
        for (int after = 1; after < bounds.length - 1; after += 2) {
            smallestGapFirst.add(after);
        }
        boolean[] closed = new boolean[bounds.length];
        for (int excess = size() - most; excess > 0; excess--) {
            int after = smallestGapFirst.remove();
            closed[after] = true;
            closed[after + 1] = true;
        }
        long[] left = new long[bounds.length];
        int size = 0;
        for (int i = 0; i < bounds.length; i++) {
            if (!closed[i]) {
                left[size++] = bounds[i];
            }
        }
        return new LongRanges(Arrays.copyOf(left, size));
    }

    private long gap(int after) {
        return bounds[after + 1] - bounds[after];
    }

    private static LongRanges ofRanges(List<Range> ranges) {
        long[] bounds = new long[2 * ranges.size()];
        for (int i = 0; i < ranges.size(); i++) {
            bounds[2 * i] = ranges.get(i).from();
            bounds[2 * i + 1] = ranges.get(i).to();
        }
        return new LongRanges(bounds);
    }

    /** Formats the ranges for {@link #parse}: {@code 0-60000,120000-180000}. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Range range : ranges()) {
            text.append(text.isEmpty() ? "" : ",")
                    .append(range.from())
                    .append('-')
                    .append(range.to());
        }
        return text.toString();
    }

    /** @throws IllegalArgumentException if the text has not the form of {@link #text} */
    public static LongRanges parse(String text) {
        LongRanges ranges = NONE;
        if (text != null && !text.isEmpty()) {
            List<Range> parsed = new ArrayList<>();
            for (String part : text.split(",")) {
                int dash = part.indexOf('-', 1);
                parsed.add(
                        new Range(Long.parseLong(part.substring(0, dash)), Long.parseLong(part.substring(dash + 1))));
            }
            ranges = ofRanges(parsed);
        }
        return ranges;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LongRanges ranges && Arrays.equals(bounds, ranges.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    @Override
    public String toString() {
        return text();
    }
}
