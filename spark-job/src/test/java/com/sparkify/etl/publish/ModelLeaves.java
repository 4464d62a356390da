package com.sparkify.etl.publish;

import com.sparkify.etl.key.Cells;
import com.sparkify.etl.key.KeyHash;
import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.table.LakeTable;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Assigns rows in memory to files with the real {@link LeafTree}. */
public final class ModelLeaves {
    static final long DAY_MINUTES = 24 * 60;
    private static final Map<String, Long> HASHES = new ConcurrentHashMap<>();

    private ModelLeaves() {}

    /** @param text the published columns */
    public record Row(long cell, String key, String text) {
        /** A row of a dimension. */
        public static Row of(String key, String text) {
            return new Row(Cells.ofHash(hash(key)), key, text);
        }
    }

    /** The files of these rows by the tree alone, whatever was published before. */
    public static Map<String, List<String>> expected(Function<LakeTable, List<Row>> rows, long mostRows) {
        Map<String, List<String>> expected = new TreeMap<>();
        for (LakeTable table : LakeTable.STAR) {
            NavigableMap<Long, Long> counted = counted(rows.apply(table), LongRanges.ALL);
            Set<Long> days = new TreeSet<>();
            counted.keySet().forEach(cell -> days.add(table.isByDay() ? cell / DAY_MINUTES : 0));
            days.forEach(day -> leaves(table, day, mostRows, counted, rows.apply(table))
                    .forEach(leaf -> expected.put(leaf.path(), content(table, leaf, rows.apply(table)))));
        }
        return expected;
    }

    private static long hash(String key) {
        return HASHES.computeIfAbsent(key, KeyHash::of);
    }

    static Set<Long> days(LakeTable table, LongRanges cells) {
        Set<Long> days = new TreeSet<>();
        if (!table.isByDay()) {
            days.add(0L);
            return days;
        }
        cells.ranges().forEach(range -> {
            for (long day = range.from() / DAY_MINUTES; day <= (range.to() - 1) / DAY_MINUTES; day++) {
                days.add(day);
            }
        });
        return days;
    }

    static Set<Long> days(LakeTable table, Set<Long> cells) {
        Set<Long> days = new TreeSet<>();
        cells.forEach(cell -> days.add(cell / DAY_MINUTES));
        return table.isByDay() ? days : Set.of(0L);
    }

    static String folder(LakeTable table, long day) {
        PublishedTable published = PublishedTable.of(table);
        return table.isByDay() ? published.folder(LocalDate.ofEpochDay(day)) : published.folder();
    }

    static List<Leaf> leaves(
            LakeTable table, long day, long mostRows, NavigableMap<Long, Long> counts, List<Row> rows) {
        PublishedTable published = PublishedTable.of(table);
        return table.isByDay()
                ? LeafTree.ofDay(
                        published,
                        day,
                        mostRows,
                        counts.subMap(day * DAY_MINUTES, true, (day + 1) * DAY_MINUTES, false),
                        cell -> hashes(rows, cell))
                : LeafTree.ofDimension(published, mostRows, counts, cell -> hashes(rows, cell));
    }

    static long[] hashes(List<Row> rows, long cell) {
        return rows.stream()
                .filter(row -> row.cell() == cell)
                .mapToLong(row -> hash(row.key()))
                .sorted()
                .toArray();
    }

    static TreeMap<Long, Long> counted(List<Row> rows, LongRanges cells) {
        TreeMap<Long, Long> counted = new TreeMap<>();
        rows.stream()
                .filter(row -> cells.contains(row.cell()))
                .forEach(row -> counted.merge(row.cell(), 1L, Long::sum));
        return counted;
    }

    static List<String> content(LakeTable table, Leaf leaf, List<Row> rows) {
        return rows.stream()
                .filter(row -> leaf.fromCell() <= row.cell() && row.cell() < leaf.toCell())
                .filter(row -> !table.isByDay() || leaf.holdsHash(hash(row.key())))
                .map(Row::text)
                .sorted()
                .toList();
    }
}
