package com.sparkify.etl.table;

import java.util.Map;
import java.util.function.Function;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.InternalReader;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.parquet.ParquetValueReader;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.util.PartitionUtil;

/**
 * Reads records of single files. Values have Iceberg's internal types (see {@link RecordFactory}): converting each time
 * to {@code OffsetDateTime} and back took a tenth of a first load.
 */
final class RecordReading {
    private RecordReading() {}

    /** Reads all records of a data or delete file. */
    static CloseableIterable<Record> read(
            Table table, ContentFile<?> file, Schema projection, Map<Integer, ?> constants) {
        return read(SmallFiles.open(table.io(), file), projection, constants, Expressions.alwaysTrue());
    }

    /** Reads all records of a file that no metadata references. */
    static CloseableIterable<Record> read(Table table, String location, Schema projection) {
        return read(table.io().newInputFile(location), projection, Map.of(), Expressions.alwaysTrue());
    }

    /**
     * Reads the selected rows of a task.
     *
     * @param projection includes the column of the selection
     * @param expected how many selected rows the file may hold at random places; 0 if unknown
     */
    static CloseableIterable<Record> read(
            Table table, FileScanTask task, Schema projection, Selection selection, int expected) {
        double columns =
                (double) projection.columns().size() / table.schema().columns().size();
        InputFile opened = SmallFiles.open(table.io(), task.file(), expected, columns);
        Map<Integer, ?> constants = constants(task);
        if (!selection.isOfRows()) {
            return read(opened, projection, constants, task.residual());
        }
        CloseableIterable<Record> rows = read(
                opened,
                projection,
                task.residual(),
                file -> SelectedRowReader.of(projection, file, constants, selection)
                        .orElseGet(() -> InternalReader.create(projection, file, constants)));
        return CloseableIterable.filter(rows, row -> row != null && selection.contains(row));
    }

    private static CloseableIterable<Record> read(
            InputFile file, Schema projection, Map<Integer, ?> constants, Expression filter) {
        return read(file, projection, filter, fileSchema -> InternalReader.create(projection, fileSchema, constants));
    }

    private static CloseableIterable<Record> read(
            InputFile file, Schema projection, Expression filter, Function<MessageType, ParquetValueReader<?>> reader) {
        return Parquet.read(file)
                .project(projection)
                .filter(filter)
                .createReaderFunc(reader)
                .build();
    }

    /** Returns the partition values of a task's rows. */
    static Map<Integer, ?> constants(FileScanTask task) {
        return PartitionUtil.constantsMap(task);
    }
}
