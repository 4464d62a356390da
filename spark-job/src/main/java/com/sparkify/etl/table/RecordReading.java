package com.sparkify.etl.table;

import java.util.Map;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IdentityPartitionConverters;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.formats.FormatModelRegistry;
import org.apache.iceberg.formats.ReadBuilder;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.util.PartitionUtil;

/** Reads the records of single files. */
final class RecordReading {
    private RecordReading() {}

    /** All records of a data or delete file. */
    static CloseableIterable<Record> read(
            Table table, ContentFile<?> file, Schema projection, Map<Integer, ?> constants) {
        return read(input(table.io(), file), projection, constants);
    }

    /** All records of a file that no metadata names. */
    static CloseableIterable<Record> read(Table table, String location, Schema projection) {
        return read(table.io().newInputFile(location), projection, Map.of());
    }

    private static CloseableIterable<Record> read(InputFile file, Schema projection, Map<Integer, ?> constants) {
        ReadBuilder<Record, Object> read = FormatModelRegistry.readBuilder(FileFormat.PARQUET, Record.class, file);
        return read.project(projection).idToConstant(constants).build();
    }

    /** The metadata knows the length of the file: without it each reader sends one more request. */
    private static InputFile input(FileIO io, ContentFile<?> file) {
        return io.newInputFile(file.location(), file.fileSizeInBytes());
    }

    /** What the partition tells of the rows of a task. */
    static Map<Integer, ?> constants(Table table, FileScanTask task) {
        return PartitionUtil.constantsMap(task, IdentityPartitionConverters::convertConstant);
    }
}
