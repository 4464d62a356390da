package com.sparkify.etl.table;

import java.net.URL;
import java.util.function.Supplier;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.deletes.EqualityDeleteWriter;
import org.apache.iceberg.deletes.PositionDeleteWriter;
import org.apache.iceberg.encryption.EncryptedOutputFile;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.FileWriterFactory;

/**
 * Opens Parquet files without Hadoop's default settings. Iceberg creates a Hadoop configuration for each Parquet file it
 * writes, which parses {@code core-default.xml} and its like: some 10 ms, several times what writing a few rows takes.
 */
record RecordWriters(FileWriterFactory<Record> writers) implements FileWriterFactory<Record> {
    private static final ClassLoader WITHOUT_DEFAULTS = new ClassLoader(RecordWriters.class.getClassLoader()) {
        @Override
        public URL getResource(String name) {
            return name.endsWith("-default.xml") ? null : super.getResource(name);
        }
    };

    @Override
    public DataWriter<Record> newDataWriter(EncryptedOutputFile file, PartitionSpec spec, StructLike partition) {
        return withoutDefaults(() -> writers.newDataWriter(file, spec, partition));
    }

    @Override
    public EqualityDeleteWriter<Record> newEqualityDeleteWriter(
            EncryptedOutputFile file, PartitionSpec spec, StructLike partition) {
        return withoutDefaults(() -> writers.newEqualityDeleteWriter(file, spec, partition));
    }

    @Override
    public PositionDeleteWriter<Record> newPositionDeleteWriter(
            EncryptedOutputFile file, PartitionSpec spec, StructLike partition) {
        return withoutDefaults(() -> writers.newPositionDeleteWriter(file, spec, partition));
    }

    /** A configuration looks for its resources with the class loader of the thread that created it. */
    private static <T> T withoutDefaults(Supplier<T> action) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(WITHOUT_DEFAULTS);
        try {
            return action.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
