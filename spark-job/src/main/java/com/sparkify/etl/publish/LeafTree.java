package com.sparkify.etl.publish;

import com.sparkify.etl.key.Cells;
import com.sparkify.etl.key.KeyHash;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.function.LongFunction;

/**
 * Assigns the rows of a day or a dimension to files: the leaves of a tree in which exactly those nodes are split that
 * hold more rows than a file may. A pure function of the current rows and the limit.
 */
final class LeafTree {

    private final long mostRows;
    private final NavigableMap<Long, Long> rowsByCell;
    private final LongFunction<long[]> hashesOfCell;
    private final List<Leaf> leaves = new ArrayList<>();

    /**
     * @param mostRows maximum rows of a file
     * @param rowsByCell number of rows in each cell
     * @param hashesOfCell sorted hashes of a cell's keys, requested only for cells that must be split
     */
    private LeafTree(long mostRows, NavigableMap<Long, Long> rowsByCell, LongFunction<long[]> hashesOfCell) {
        this.mostRows = mostRows;
        this.rowsByCell = rowsByCell;
        this.hashesOfCell = hashesOfCell;
    }

    /** Returns the files of one day, split by hour, minute, then the bits of the key's hash. */
    static List<Leaf> ofDay(
            PublishedTable table,
            long epochDay,
            long mostRows,
            NavigableMap<Long, Long> rowsByMinute,
            LongFunction<long[]> hashesOfMinute) {
        LeafTree tree = new LeafTree(mostRows, rowsByMinute, hashesOfMinute);
        String folder = table.folder(LocalDate.ofEpochDay(epochDay)) + table.title();
        tree.addDay(folder, epochDay * Cells.DAY_MINUTES);
        return tree.leaves;
    }

    /** Returns the files of a dimension, split by the bits of the key's hash. */
    static List<Leaf> ofDimension(
            PublishedTable table,
            long mostRows,
            NavigableMap<Long, Long> rowsByPrefix,
            LongFunction<long[]> hashesOfPrefix) {
        LeafTree tree = new LeafTree(mostRows, rowsByPrefix, hashesOfPrefix);
        tree.addDimension(table.folder() + table.title(), 0, 0);
        return tree.leaves;
    }

    private void addDay(String name, long firstMinute) {
        if (fits(name, firstMinute, Cells.DAY_MINUTES)) {
            return;
        }
        for (int hour = 0; hour < 24; hour++) {
            String hourName = name + "-" + twoDigits(hour);
            if (!fits(hourName, firstMinute + hour * 60L, 60)) {
                for (int minute = 0; minute < 60; minute++) {
                    long cell = firstMinute + hour * 60L + minute;
                    String minuteName = hourName + twoDigits(minute);
                    if (!fits(minuteName, cell, 1)) {
                        addByHash(minuteName + "-", cell, hashesOfCell.apply(cell), 0, 0);
                    }
                }
            }
        }
    }

    /** Adds one file for these cells, or none if they are empty. Returns false if they hold too many rows. */
    private boolean fits(String name, long firstCell, long cells) {
        long rows = rows(firstCell, firstCell + cells);
        if (rows > 0 && rows <= mostRows) {
            leaves.add(new Leaf(name + ".json", firstCell, firstCell + cells, 0, 0));
        }
        return rows <= mostRows;
    }

    private void addDimension(String name, int bits, long prefix) {
        int shift = Cells.PREFIX_BITS - bits;
        long firstCell = prefix << shift;
        long lastCell = prefix + 1 << shift;
        long rows = rows(firstCell, lastCell);
        if (rows > 0 && rows <= mostRows) {
            leaves.add(new Leaf(name + digits(bits, prefix) + ".json", firstCell, lastCell, bits, prefix));
        } else if (rows > mostRows && bits < Cells.PREFIX_BITS) {
            addDimension(name, bits + 1, prefix << 1);
            addDimension(name, bits + 1, prefix << 1 | 1);
        } else if (rows > mostRows) {
            addByHash(name + "-", firstCell, hashesOfCell.apply(firstCell), bits, prefix);
        }
    }

    private void addByHash(String name, long cell, long[] sortedHashes, int bits, long prefix) {
        int rows = countWithin(sortedHashes, bits, prefix);
        if (rows > mostRows && bits < KeyHash.BITS) {
            addByHash(name, cell, sortedHashes, bits + 1, prefix << 1);
            addByHash(name, cell, sortedHashes, bits + 1, prefix << 1 | 1);
        } else if (rows > 0) {
            leaves.add(new Leaf(name + binary(bits, prefix) + ".json", cell, cell + 1, bits, prefix));
        }
    }

    private static int countWithin(long[] sortedHashes, int bits, long prefix) {
        int shift = KeyHash.BITS - bits;
        return firstNotBelow(sortedHashes, prefix + 1 << shift) - firstNotBelow(sortedHashes, prefix << shift);
    }

    private static int firstNotBelow(long[] sorted, long value) {
        int at = Arrays.binarySearch(sorted, value);
        if (at < 0) {
            return -at - 1;
        }
        while (at > 0 && sorted[at - 1] == value) {
            at--;
        }
        return at;
    }

    private long rows(long from, long to) {
        return rowsByCell.subMap(from, to).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static String digits(int bits, long prefix) {
        return bits == 0 ? "" : "-" + binary(bits, prefix);
    }

    private static String binary(int bits, long prefix) {
        StringBuilder digits = new StringBuilder();
        for (int bit = bits - 1; bit >= 0; bit--) {
            digits.append(prefix >>> bit & 1);
        }
        return digits.toString();
    }

    /** Not String.format: some locales have digits of their own. */
    private static String twoDigits(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
