package com.sparkify.etl.table;

import java.io.IOException;
import java.util.function.Consumer;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.data.DeleteLoader;
import org.apache.iceberg.data.GenericDeleteFilter;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Evaluator;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.formats.FormatModelRegistry;
import org.apache.iceberg.io.CloseableIterable;

/**
 * The rows of one scan, deletes applied. As {@code IcebergGenerics} reads them, except that a delete file which concerns
 * many data files is read once.
 */
final class CurrentRows {
    private final Table table;
    private final TableScan scan;
    private final DeleteCache deletes;

    CurrentRows(Table table, TableScan scan) {
        this.table = table;
        this.scan = scan;
        this.deletes = new DeleteCache(table.io());
    }

    void forEach(Consumer<Record> row) throws IOException {
        Schema projection = scan.schema();
        try (CloseableIterable<FileScanTask> tasks = scan.planFiles()) {
            for (FileScanTask task : tasks) {
                try (CloseableIterable<Record> rows = read(task, projection)) {
                    rows.forEach(row);
                }
            }
        }
    }

    private CloseableIterable<Record> read(FileScanTask task, Schema projection) {
        GenericDeleteFilter filter = new GenericDeleteFilter(table.io(), task, table.schema(), projection) {
            @Override
            protected DeleteLoader newDeleteLoader() {
                return deletes;
            }
        };
        Schema schema = filter.requiredSchema();
        CloseableIterable<Record> rows = filter.filter(open(task, schema));
        Expression residual = task.residual();
        if (residual.op() == Expression.Operation.TRUE) {
            return rows;
        }
        InternalRecordWrapper wrapper = new InternalRecordWrapper(schema.asStruct());
        Evaluator evaluator = new Evaluator(schema.asStruct(), residual, true);
        return CloseableIterable.filter(rows, row -> evaluator.eval(wrapper.wrap(row)));
    }

    private CloseableIterable<Record> open(FileScanTask task, Schema schema) {
        return FormatModelRegistry.<Record, Object>readBuilder(
                        FileFormat.PARQUET, Record.class, table.io().newInputFile(task.file()))
                .project(schema)
                .idToConstant(RecordReading.constants(table, task))
                .filter(task.residual())
                .build();
    }
}
