package com.sparkify.etl.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.data.DeleteLoader;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Evaluator;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.io.CloseableIterable;

/**
 * The rows of one scan with deletes applied. Reads as {@code IcebergGenerics} does, but reads a delete file that
 * applies to many data files once.
 */
final class CurrentRows {
    private final Table table;
    private final TableScan scan;
    private final Set<String> skipped;
    private final DeleteCache deletes;

    /** @param skipped locations of data files to ignore */
    CurrentRows(Table table, TableScan scan, Set<String> skipped) {
        this.table = table;
        this.scan = scan;
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
                try (CloseableIterable<Record> rows = read(task, projection)) {
                    rows.forEach(row);
                }
            }
        }
    }

    /** Reads files from the newest to the oldest, while {@code isWanted} returns true before a file. */
    void forEachNewestFirst(BooleanSupplier isWanted, Consumer<Record> row) throws IOException {
        List<FileScanTask> newestFirst = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks = scan.planFiles()) {
            tasks.forEach(newestFirst::add);
        }
        newestFirst.sort(
                Comparator.comparingLong((FileScanTask task) -> task.file().dataSequenceNumber())
                        .reversed());
        for (FileScanTask task : newestFirst) {
            if (!isWanted.getAsBoolean()) {
                return;
            }
            try (CloseableIterable<Record> rows = read(task, scan.schema())) {
                rows.forEach(row);
            }
        }
    }

    private CloseableIterable<Record> read(FileScanTask task, Schema projection) {
        DeletedRowsFilter filter = new DeletedRowsFilter(table, task, projection) {
            @Override
            protected DeleteLoader newDeleteLoader() {
                return deletes;
            }
        };
        Schema schema = filter.requiredSchema();
        CloseableIterable<Record> rows = filter.filter(RecordReading.read(table, task, schema));
        Expression residual = task.residual();
        if (residual.op() == Expression.Operation.TRUE) {
            return rows;
        }
        Evaluator evaluator = new Evaluator(schema.asStruct(), residual, true);
        return CloseableIterable.filter(rows, row -> evaluator.eval(row));
    }
}
