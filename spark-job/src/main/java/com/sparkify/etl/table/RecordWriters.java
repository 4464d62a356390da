package com.sparkify.etl.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.InternalWriter;
import org.apache.iceberg.deletes.EqualityDeleteWriter;
import org.apache.iceberg.deletes.PositionDeleteWriter;
import org.apache.iceberg.encryption.EncryptedOutputFile;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.FileWriterFactory;
import org.apache.iceberg.parquet.Parquet;

/**
 * Writes records with values of Iceberg's internal types as Parquet files of a table.
 *
 * <p>Iceberg creates a Hadoop configuration for each Parquet file, which parses {@code core-default.xml} and others for
 * some 10 ms: several times the cost of writing a few rows. This class opens files without these defaults.
 *
 * @param deleteSchema columns of equality deletes; null if only data is written
 */
record RecordWriters(Table table, Schema deleteSchema) implements FileWriterFactory<Record> {
    private static final ClassLoader WITHOUT_DEFAULTS = new ClassLoader(RecordWriters.class.getClassLoader()) {
        /** Without it, each file would search all jars for {@code core-site.xml} and others. */
        private final Map<String, Optional<URL>> found = new ConcurrentHashMap<>();

        @Override
        public URL getResource(String name) {
            return name.endsWith("-default.xml")
                    ? null
                    : found.computeIfAbsent(name, any -> Optional.ofNullable(super.getResource(any)))
                            .orElse(null);
        }
    };

    /** Opens a file. */
    private interface Opening<T> {
        T open() throws IOException;
    }

    @Override
    public DataWriter<Record> newDataWriter(EncryptedOutputFile file, PartitionSpec spec, StructLike partition) {
        return withoutDefaults(() -> Parquet.writeData(file)
                .forTable(table)
                .withSpec(spec)
                .withPartition(partition)
                .createWriterFunc(type -> InternalWriter.createWriter(table.schema(), type))
                .overwrite()
                .build());
    }

    @Override
    public EqualityDeleteWriter<Record> newEqualityDeleteWriter(
            EncryptedOutputFile file, PartitionSpec spec, StructLike partition) {
        int[] fields = deleteSchema.columns().stream()
                .mapToInt(field -> field.fieldId())
                .toArray();
        return withoutDefaults(() -> Parquet.writeDeletes(file)
                .forTable(table)
                .rowSchema(deleteSchema)
                .equalityFieldIds(fields)
                .withSpec(spec)
                .withPartition(partition)
                .createWriterFunc(type -> InternalWriter.createWriter(deleteSchema, type))
                .overwrite()
                .buildEqualityWriter());
    }

    @Override
    public PositionDeleteWriter<Record> newPositionDeleteWriter(
            EncryptedOutputFile file, PartitionSpec spec, StructLike partition) {
        throw new UnsupportedOperationException("Rows are deleted by their keys, never by their positions");
    }

    /** A configuration finds its resources by the context class loader of the thread that creates it. */
    private static <T> T withoutDefaults(Opening<T> opening) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(WITHOUT_DEFAULTS);
        try {
            return opening.open();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open a file to write", e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
