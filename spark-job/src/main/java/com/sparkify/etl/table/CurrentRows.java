package com.sparkify.etl.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.data.DeleteLoader;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;

/**
 * The rows of one scan with deletes applied. Reads as {@code IcebergGenerics} does, but reads a delete file that
 * applies to many data files once.
 */
final class CurrentRows {
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
        Schema projection = scan.schema();
        try (CloseableIterable<FileScanTask> tasks = scan.planFiles()) {
            for (FileScanTask task : tasks) {
                if (skipped.contains(task.file().location())) {
                    continue;
                }
                try (CloseableIterable<Record> rows = read(task, projection, 0)) {
                    rows.forEach(row);
                }
            }
        }
    }

    /**
     * Reads files from the newest to the oldest, those of one commit at once, while {@code isWanted} returns true before a
     * commit's files.
     */
    void forEachNewestFirst(BooleanSupplier isWanted, Consumer<Record> row) throws IOException {
        List<FileScanTask> all = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks = scan.planFiles()) {
            tasks.forEach(all::add);
        }
        TreeMap<Long, List<FileScanTask>> commits = all.stream()
                .collect(Collectors.groupingBy(
                        task -> task.file().dataSequenceNumber(), TreeMap::new, Collectors.toList()));
        for (List<FileScanTask> files : commits.descendingMap().values()) {
            if (!isWanted.getAsBoolean()) {
                return;
            }
            Concurrently.map(files, task -> rows(task, selection.size() / all.size()))
                    .forEach(rows -> rows.forEach(row));
        }
    }

    private List<Record> rows(FileScanTask task, int expected) {
        List<Record> selected = new ArrayList<>();
        try (CloseableIterable<Record> rows = read(task, scan.schema(), expected)) {
            rows.forEach(selected::add);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + task.file().location(), e);
        }
        return selected;
    }

    private CloseableIterable<Record> read(FileScanTask task, Schema projection, int expected) {
        DeletedRowsFilter filter = new DeletedRowsFilter(table, task, projection) {
            @Override
            protected DeleteLoader newDeleteLoader() {
                return deletes;
            }
        };
        return filter.filter(RecordReading.read(table, task, filter.requiredSchema(), selection, expected));
    }
}
