package com.sparkify.etl.publish;

import static org.apache.iceberg.expressions.Expressions.alwaysTrue;

import com.sparkify.etl.key.Cells;
import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.lake.ObjectStore;
import com.sparkify.etl.table.Concurrently;
import com.sparkify.etl.table.FileChanges;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.TableReader;
import com.sparkify.etl.table.TableWriter;
import com.sparkify.etl.work.Workers;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Publishes the star tables as JSON files of bounded size. The set of files is a function of the current rows, so an
 * interrupted publication is completed by the next one.
 */
public final class Publisher {
    private static final int DAYS_AT_ONCE = 64;
    private static final LongRanges ALL_PREFIXES = LongRanges.of(0, 1L << Cells.PREFIX_BITS);

    private final LakeTables tables;
    private final TableReader reader;
    private final TableWriter writer;
    private final CellCounts counts;
    private final ObjectStore lake;
    private final String root;
    private final Runnable leaseCheck;

    /**
     * @param root common prefix of the keys, such as {@code json/}
     * @param leaseCheck throws if this run may not write any more
     */
    public Publisher(LakeTables tables, TableWriter writer, ObjectStore lake, String root, Runnable leaseCheck) {
        this.tables = tables;
        this.reader = new TableReader(tables);
        this.writer = writer;
        this.counts = new CellCounts(tables);
        this.lake = lake;
        this.root = root;
        this.leaseCheck = leaseCheck;
    }

    /**
     * Writes the files that contain changed cells and those that a split or merge creates, then deletes the files they
     * replace.
     *
     * @param changed the changed cells of each table
     * @param mostRows maximum rows of a file
     */
    public void publish(Map<LakeTable, LongRanges> changed, long mostRows, Workers workers) {
        publish(changed, List.of(), mostRows, workers);
    }

    /** @param daysWithFiles epoch days that may have files although they have neither rows nor a stored count */
    private void publish(
            Map<LakeTable, LongRanges> changed, Collection<Long> daysWithFiles, long mostRows, Workers workers) {
        Map<PublishedTable, LongRanges> cells = new EnumMap<>(PublishedTable.class);
        changed.forEach((table, some) -> {
            if (!some.isEmpty()) {
                cells.put(PublishedTable.of(table), some);
            }
        });
        Map<PublishedTable, CurrentCounts> current = recount(cells, daysWithFiles);
        ChangedFiles files = new ChangedFiles(reader, lake, root, leaseCheck);
        cells.forEach((table, some) -> files.plan(table, some, current.get(table), mostRows));
        files.write(workers);
        forgetEmptyDays(current);
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
                List<Long> some = days.subList(start, Math.min(days.size(), start + DAYS_AT_ONCE));
                long[] minutes =
                        some.stream().mapToLong(day -> day * Cells.DAY_MINUTES).toArray();
                publish(
                        Map.of(table.table(), LongRanges.covering(minutes, Cells.DAY_MINUTES)),
                        some,
                        mostRows,
                        workers);
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
     * Recounts the cells. Only days with a stored count or with rows are published, because changed cells may cover
     * centuries. So the count of a day is stored before its first file is written, and stays, as zero, until its last
     * file is deleted.
     */
    private Map<PublishedTable, CurrentCounts> recount(
            Map<PublishedTable, LongRanges> changed, Collection<Long> daysWithFiles) {
        Map<PublishedTable, CurrentCounts> current = new EnumMap<>(PublishedTable.class);
        FileChanges changes = FileChanges.NONE;
        for (Recount recount : Concurrently.map(
                changed.entrySet(), entry -> recount(entry.getKey(), entry.getValue(), daysWithFiles))) {
            current.put(recount.table(), recount.current());
            changes = changes.and(recount.changes());
        }
        writer.commit(LakeTable.CELL_COUNTS, changes);
        return current;
    }

    /** @param changes uncommitted changes of the stored counts */
    private record Recount(PublishedTable table, CurrentCounts current, FileChanges changes) {}

    private Recount recount(PublishedTable table, LongRanges cells, Collection<Long> daysWithFiles) {
        LongRanges days = table.isByDay() ? days(cells) : ALL_PREFIXES;
        TreeMap<Long, Long> kept = counts.kept(table.title(), table.isByDay() ? days.scaled(Cells.DAY_MINUTES) : days);
        TreeMap<Long, Long> now = new TreeMap<>(kept);
        now.keySet().removeIf(cells::contains);
        now.putAll(counts.counted(table, cells));
        TreeMap<Long, Long> rowsByDay = new TreeMap<>();
        FileChanges changes = counts.difference(table.title(), kept, now);
        if (table.isByDay()) {
            String name = CellCounts.daysOf(table);
            TreeMap<Long, Long> keptDays = counts.kept(name, days);
            now.forEach((minute, count) -> rowsByDay.merge(Math.floorDiv(minute, Cells.DAY_MINUTES), count, Long::sum));
            keptDays.keySet().forEach(day -> rowsByDay.putIfAbsent(day, 0L));
            daysWithFiles.forEach(day -> rowsByDay.putIfAbsent(day, 0L));
            changes = changes.and(counts.difference(name, keptDays, rowsByDay));
        }
        return new Recount(table, new CurrentCounts(now, rowsByDay), changes);
    }

    private void forgetEmptyDays(Map<PublishedTable, CurrentCounts> current) {
        FileChanges changes = FileChanges.NONE;
        for (Map.Entry<PublishedTable, CurrentCounts> entry : current.entrySet()) {
            changes = changes.and(counts.difference(
                    CellCounts.daysOf(entry.getKey()), entry.getValue().emptyDays(), Map.of()));
        }
        writer.commit(LakeTable.CELL_COUNTS, changes);
    }

    /** Converts minutes to epoch days. */
    private static LongRanges days(LongRanges minutes) {
        LongRanges days = LongRanges.NONE;
        for (LongRanges.Range range : minutes.ranges()) {
            days = days.union(LongRanges.of(
                    Math.floorDiv(range.from(), Cells.DAY_MINUTES),
                    Math.floorDiv(range.to() - 1, Cells.DAY_MINUTES) + 1));
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
}
