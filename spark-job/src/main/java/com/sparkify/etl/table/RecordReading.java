package com.sparkify.etl.table;

import java.util.Map;
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

    /** Reads the row groups that may contain rows of the task. The task's residual is not applied to single records. */
    static CloseableIterable<Record> read(Table table, FileScanTask task, Schema projection) {
        return read(SmallFiles.open(table.io(), task.file()), projection, constants(task), task.residual());
    }

    private static CloseableIterable<Record> read(
            InputFile file, Schema projection, Map<Integer, ?> constants, Expression filter) {
        return Parquet.read(file)
                .project(projection)
                .filter(filter)
                .createReaderFunc(fileSchema -> InternalReader.create(projection, fileSchema, constants))
                .build();
    }

    /** Returns the partition values of a task's rows. */
    static Map<Integer, ?> constants(FileScanTask task) {
        return PartitionUtil.constantsMap(task);
    }
}
