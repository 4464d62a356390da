package com.sparkify.etl.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.FileWriterFactory;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.io.RollingDataWriter;

/** Writes rows to uncommitted data files of one table. */
public final class RecordFiles implements AutoCloseable {
    /** Each open file holds a row group in memory. */
    private static final int MOST_OPEN = 32;

    private final Table table;
    private final FileWriterFactory<Record> writers;
    private final OutputFileFactory names;
    private final PartitionKey partition;
    private final Map<PartitionKey, RollingDataWriter<Record>> open = new LinkedHashMap<>(16, 0.75f, true);
    private final List<DataFile> written = new ArrayList<>();

    public RecordFiles(Table table) {
        this.table = table;
        this.writers = new RecordWriters(table, null);
        this.names = OutputFileFactory.builderFor(table, 0, 0)
                .format(FileFormat.PARQUET)
                .operationId(UUID.randomUUID().toString())
                .build();
        this.partition = new PartitionKey(table.spec(), table.schema());
    }

    public void write(Record row) {
        partition.partition(row);
        RollingDataWriter<Record> writer = open.get(partition);
        if (writer == null) {
            if (open.size() == MOST_OPEN) {
                PartitionKey oldest = open.keySet().iterator().next();
                finish(open.remove(oldest));
            }
            PartitionKey key = partition.copy();
            writer = new RollingDataWriter<>(writers, names, table.io(), LakeTable.TARGET_BYTES, table.spec(), key);
            open.put(key, writer);
        }
        writer.write(row);
    }

    /** Closes all files and returns them. */
    public List<DataFile> complete() {
        open.values().forEach(this::finish);
        open.clear();
        return List.copyOf(written);
    }

    private void finish(RollingDataWriter<Record> writer) {
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write a data file of " + table.name(), e);
        }
        written.addAll(writer.result().dataFiles());
    }

    /** Deletes the written files. */
    public void abort() {
        complete();
        written.stream().map(ContentFile::location).forEach(table.io()::deleteFile);
        written.clear();
    }

    @Override
    public void close() {
        complete();
    }
}
