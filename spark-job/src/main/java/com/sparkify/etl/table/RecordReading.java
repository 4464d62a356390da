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
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.util.PartitionUtil;

/**
 * Reads the records of single files. Values have Iceberg's internal types (see {@link RecordFactory}): converting each time to an
 * {@code OffsetDateTime} and back took a tenth of a first load.
 */
final class RecordReading {
    private RecordReading() {}

    /** All records of a data or delete file. */
    static CloseableIterable<Record> read(
            Table table, ContentFile<?> file, Schema projection, Map<Integer, ?> constants) {
        return read(input(table.io(), file), projection, constants, Expressions.alwaysTrue());
    }

    /** All records of a file that no metadata names. */
    static CloseableIterable<Record> read(Table table, String location, Schema projection) {
        return read(table.io().newInputFile(location), projection, Map.of(), Expressions.alwaysTrue());
    }

    /** The records of the row groups that may hold rows of the task; its residual is not applied to single records. */
    static CloseableIterable<Record> read(Table table, FileScanTask task, Schema projection) {
        return read(input(table.io(), task.file()), projection, constants(task), task.residual());
    }

    private static CloseableIterable<Record> read(
            InputFile file, Schema projection, Map<Integer, ?> constants, Expression filter) {
        return Parquet.read(file)
                .project(projection)
                .filter(filter)
                .createReaderFunc(fileSchema -> InternalReader.create(projection, fileSchema, constants))
                .build();
    }

    /** The metadata knows the length of the file: without it each reader sends one more request. */
    private static InputFile input(FileIO io, ContentFile<?> file) {
        return io.newInputFile(file.location(), file.fileSizeInBytes());
    }

    /** What the partition tells of the rows of a task. */
    static Map<Integer, ?> constants(FileScanTask task) {
        return PartitionUtil.constantsMap(task);
    }
}
