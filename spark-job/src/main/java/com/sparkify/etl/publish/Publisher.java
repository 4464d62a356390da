package com.sparkify.etl.publish;

import static org.apache.iceberg.expressions.Expressions.alwaysTrue;

import com.sparkify.etl.key.Cells;
import com.sparkify.etl.key.KeyHash;
import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.lake.ObjectStore;
import com.sparkify.etl.lake.StoredObject;
import com.sparkify.etl.table.Conditions;
import com.sparkify.etl.table.FileChanges;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.RecordFactory;
import com.sparkify.etl.table.TableReader;
import com.sparkify.etl.table.TableWriter;
import com.sparkify.etl.work.Workers;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Publishes the star tables as JSON files of bounded size. The set of files is a function of the current rows, so an
 * interrupted publication is completed by the next one.
 */
public final class Publisher {
    private static final long DAY_MINUTES = 24 * 60;
    private static final int DAYS_AT_ONCE = 64;
    private static final LongRanges ALL_PREFIXES = LongRanges.of(0, 1L << Cells.PREFIX_BITS);

    private final LakeTables tables;
    private final TableReader reader;
    private final TableWriter writer;
    private final CellCounts counts;
    private final ObjectStore lake;
    private final String root;

    /** @param root common prefix of the keys, such as {@code json/} */
    public Publisher(LakeTables tables, TableWriter writer, ObjectStore lake, String root) {
        this.tables = tables;
        this.reader = new TableReader(tables);
        this.writer = writer;
        this.counts = new CellCounts(tables);
        this.lake = lake;
        this.root = root;
    }

    /**
     * Writes the files that contain changed cells and those that a split or merge creates, then deletes the files they
     * replace.
     *
     * @param changed the changed cells of each table
     * @param mostRows maximum rows of a file
     */
    public void publish(Map<LakeTable, LongRanges> changed, long mostRows, Workers workers) {
        Map<PublishedTable, LongRanges> cells = new EnumMap<>(PublishedTable.class);
        changed.forEach((table, some) -> {
            if (!some.isEmpty()) {
                cells.put(PublishedTable.of(table), some);
            }
        });
        Map<PublishedTable, NavigableMap<Long, Long>> rows = recount(cells);
        Files files = new Files();
        cells.forEach((table, some) -> files.plan(table, some, rows.get(table), mostRows));
        files.write(workers);
    }

    /** Publishes everything anew. */
    public void publishAll(long mostRows, Workers workers) {
        for (PublishedTable table : PublishedTable.values()) {
            if (!table.isByDay()) {
                publish(Map.of(table.table(), ALL_PREFIXES), mostRows, workers);
                continue;
            }
            List<Long> days = new ArrayList<>(days(table));
            for (int start = 0; start < days.size(); start += DAYS_AT_ONCE) {
                long[] minutes = days.subList(start, Math.min(days.size(), start + DAYS_AT_ONCE)).stream()
                        .mapToLong(day -> day * DAY_MINUTES)
                        .toArray();
                publish(Map.of(table.table(), LongRanges.covering(minutes, DAY_MINUTES)), mostRows, workers);
            }
        }
    }

    /** Returns the epoch days with rows, stored counts or files. */
    private Set<Long> days(PublishedTable table) {
        Set<Long> days = new TreeSet<>();
        reader.forEachFile(
                table.table(),
                alwaysTrue(),
                task -> days.add((long) task.file().partition().get(0, Integer.class)));
        days.addAll(counts.kept(CellCounts.daysOf(table), LongRanges.ALL).keySet());
        lake.list(root + table.folder()).forEach(file -> {
            LocalDate day = PublishedTable.dayOf(file.key());
            if (day != null) {
                days.add(day.toEpochDay());
            }
        });
        return days;
    }

    /**
     * Recounts the cells. Returns for each table the counts of all cells of the days concerned, or of all cells of a
     * dimension.
     */
    private Map<PublishedTable, NavigableMap<Long, Long>> recount(Map<PublishedTable, LongRanges> changed) {
        Map<PublishedTable, NavigableMap<Long, Long>> rows = new EnumMap<>(PublishedTable.class);
        FileChanges changes = FileChanges.NONE;
        for (Map.Entry<PublishedTable, LongRanges> entry : changed.entrySet()) {
            PublishedTable table = entry.getKey();
            LongRanges cells = entry.getValue();
            LongRanges days = table.isByDay() ? days(cells) : ALL_PREFIXES;
            TreeMap<Long, Long> kept = counts.kept(table.title(), table.isByDay() ? days.scaled(DAY_MINUTES) : days);
            TreeMap<Long, Long> now = new TreeMap<>(kept);
            now.keySet().removeIf(cells::contains);
            now.putAll(counts.counted(table, cells));
            rows.put(table, now);
            changes = changes.and(counts.difference(table.title(), kept, now));
            if (table.isByDay()) {
                String name = CellCounts.daysOf(table);
                TreeMap<Long, Long> rowsByDay = new TreeMap<>();
                now.forEach((minute, count) -> rowsByDay.merge(Math.floorDiv(minute, DAY_MINUTES), count, Long::sum));
                changes = changes.and(counts.difference(name, counts.kept(name, days), rowsByDay));
            }
        }
        writer.commit(LakeTable.CELL_COUNTS, changes);
        return rows;
    }

    /** Converts minutes to epoch days. */
    private static LongRanges days(LongRanges minutes) {
        LongRanges days = LongRanges.NONE;
        for (LongRanges.Range range : minutes.ranges()) {
            days = days.union(LongRanges.of(
                    Math.floorDiv(range.from(), DAY_MINUTES), Math.floorDiv(range.to() - 1, DAY_MINUTES) + 1));
        }
        return days;
    }

    /** Returns the number of published rows of a table. */
    public long rowCount(LakeTable table) {
        PublishedTable published = PublishedTable.of(table);
        String name = published.isByDay() ? CellCounts.daysOf(published) : published.title();
        return counts.kept(name, LongRanges.ALL).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** The files to write and to delete. */
    private final class Files {
        private final List<PublishTask> toWrite = new ArrayList<>();
        private final Set<String> toRemove = new HashSet<>();

        void plan(PublishedTable table, LongRanges cells, NavigableMap<Long, Long> rows, long mostRows) {
            if (!table.isByDay()) {
                List<Leaf> leaves = LeafTree.ofDimension(table, mostRows, rows, cell -> hashes(table, cell));
                plan(table, table.folder(), cells, leaves);
                return;
            }
            for (LongRanges.Range range : days(cells).ranges()) {
                for (long day = range.from(); day < range.to(); day++) {
                    NavigableMap<Long, Long> ofDay =
                            rows.subMap(day * DAY_MINUTES, true, (day + 1) * DAY_MINUTES, false);
                    List<Leaf> leaves = LeafTree.ofDay(table, day, mostRows, ofDay, minute -> hashes(table, minute));
                    plan(table, table.folder(LocalDate.ofEpochDay(day)), cells, leaves);
                }
            }
        }

        private void plan(PublishedTable table, String folder, LongRanges cells, List<Leaf> leaves) {
            Set<String> existing = new HashSet<>();
            lake.list(root + folder).stream().map(StoredObject::key).forEach(existing::add);
            toRemove.addAll(existing);
            for (Leaf leaf : leaves) {
                String key = root + leaf.path();
                toRemove.remove(key);
                if (!existing.contains(key) || leaf.holdsAnyOf(cells)) {
                    toWrite.add(new PublishTask(lake, table, leaf, key));
                }
            }
        }

        private long[] hashes(PublishedTable table, long cell) {
            LongRanges one = LongRanges.of(cell, cell + 1);
            return (table.isByDay()
                            ? reader.list(
                                    table.table(),
                                    Conditions.startsWithin(Cells.times(one)),
                                    List.of(table.columns().get(0), "start_time"),
                                    row -> Cells.ofTime(RecordFactory.millis(row, "start_time")) == cell,
                                    row -> KeyHash.of(FileWriting.keyOf(table, row)))
                            : reader.list(
                                    table.table(),
                                    Conditions.within("key_hash", Cells.hashes(one)),
                                    List.of("key_hash"),
                                    row -> Cells.ofHash(RecordFactory.number(row, "key_hash")) == cell,
                                    row -> RecordFactory.number(row, "key_hash")))
                    .stream().mapToLong(Long::longValue).sorted().toArray();
        }

        void write(Workers workers) {
            workers.map(toWrite, new FileWriting());
            lake.delete(toRemove);
        }
    }
}
