package com.sparkify.etl.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;

/**
 * The rows of one scan with deletes applied. Reads as {@code IcebergGenerics} does, but reads a delete file that
 * applies to many data files once.
 */
final class CurrentRows {
    private static final int FILES_AT_ONCE = 4;

    private final Table table;
    private final TableScan scan;
    private final Selection selection;
    private final Set<String> skipped;
    private final DeleteCache deletes;

    /**
     * @param scan its schema includes the column of the selection
     * @param skipped locations of data files to ignore
     */
    CurrentRows(Table table, TableScan scan, Selection selection, Set<String> skipped) {
        this.table = table;
        this.scan = scan;
        this.selection = selection;
        this.skipped = skipped;
        this.deletes = new DeleteCache(table.io());
    }

    void forEach(Consumer<Record> row) throws IOException {
        if (selection.values() == 0) {
            // may have very many files
            try (CloseableIterable<FileScanTask> tasks = plan()) {
                for (FileScanTask task : tasks) {
                    forEach(task, 0, row);
                }
            }
            return;
        }
        List<FileScanTask> tasks = planned();
        long rows = countOf(tasks);
        for (FileScanTask task : tasks) {
            forEach(task, expected(selection.values(), task, rows), row);
        }
    }

    private void forEach(FileScanTask task, int expected, Consumer<Record> row) throws IOException {
        try (CloseableIterable<Record> rows = read(task, expected)) {
            rows.forEach(row);
        }
    }

    private CloseableIterable<FileScanTask> plan() {
        return CloseableIterable.filter(
                scan.planFiles(), task -> !skipped.contains(task.file().location()));
    }

    private List<FileScanTask> planned() throws IOException {
        List<FileScanTask> planned = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks = plan()) {
            tasks.forEach(planned::add);
        }
        return planned;
    }

    private static long countOf(List<FileScanTask> tasks) {
        return tasks.stream().mapToLong(task -> task.file().recordCount()).sum();
    }

    /**
     * Estimates how many of the selected rows a file holds.
     *
     * @param rows number of rows of all files
     */
    private static int expected(int selected, FileScanTask task, long rows) {
        return (int) Math.round((double) selected * task.file().recordCount() / rows);
    }

    /**
     * Reads files from the newest to the oldest, some of one commit at once, while rows are left to find.
     *
     * @param left how many rows are not yet found; 0 ends the reading
     */
    void forEachNewestFirst(IntSupplier left, Consumer<Record> row) throws IOException {
        List<FileScanTask> newestFirst = planned();
        newestFirst.sort(
                Comparator.comparingLong((FileScanTask task) -> task.file().dataSequenceNumber())
                        .reversed());
        long rows = countOf(newestFirst);
        int start = 0;
        while (start < newestFirst.size() && left.getAsInt() > 0) {
            List<FileScanTask> some = ofOneCommit(newestFirst, start);
            int wanted = left.getAsInt();
            long among = rows;
            Concurrently.map(some, task -> rows(task, expected(wanted, task, among)))
                    .forEach(found -> found.forEach(row));
            rows -= countOf(some);
            start += some.size();
        }
    }

    /** Returns the next few files, whose rows are then in memory together. */
    private static List<FileScanTask> ofOneCommit(List<FileScanTask> files, int start) {
        long commit = files.get(start).file().dataSequenceNumber();
        int end = start;
        while (end < Math.min(files.size(), start + FILES_AT_ONCE)
                && files.get(end).file().dataSequenceNumber() == commit) {
            end++;
        }
        return files.subList(start, end);
    }

    private List<Record> rows(FileScanTask task, int expected) {
        List<Record> selected = new ArrayList<>();
        try (CloseableIterable<Record> rows = read(task, expected)) {
            rows.forEach(selected::add);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + task.file().location(), e);
        }
        return selected;
    }

    private CloseableIterable<Record> read(FileScanTask task, int expected) {
        DeletedRowsFilter filter = new DeletedRowsFilter(table, task, scan.schema(), deletes);
        return filter.filter(RecordReading.read(table, task, filter.requiredSchema(), selection, expected));
    }
}
