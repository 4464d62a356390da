package com.sparkify.etl.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.deletes.EqualityDeleteWriter;
import org.apache.iceberg.io.FileWriterFactory;
import org.apache.iceberg.io.OutputFileFactory;

/**
 * Writes equality delete files. They apply to all rows committed before them in whatever file: nothing has to be read,
 * and a concurrent compaction does no harm.
 */
public final class EqualityDeletes {
    private static final long DAY = 86_400_000;

    private final Table table;
    private final List<String> columns;
    private final Schema schema;
    private final FileWriterFactory<Record> writers;
    private final OutputFileFactory names;

    public EqualityDeletes(Table table, List<String> columns) {
        this.table = table;
        this.columns = columns;
        this.schema = table.schema().select(columns);
        this.writers = new RecordWriters(table, schema);
        this.names = OutputFileFactory.builderFor(table, 0, 0)
                .format(FileFormat.PARQUET)
                .operationId(UUID.randomUUID().toString())
                .suffix("deletes")
                .build();
    }

    /** Creates the key of a row to delete, a value for each equality column. */
    public Record key(Object... values) {
        GenericRecord key = GenericRecord.create(schema);
        for (int i = 0; i < columns.size(); i++) {
            key.setField(columns.get(i), values[i]);
        }
        return key;
    }

    /** Writes deletes of an unpartitioned table. */
    public List<DeleteFile> write(Collection<Record> keys) {
        return keys.isEmpty() ? List.of() : List.of(file(null, keys));
    }

    /** Writes deletes of a table partitioned by day whose equality columns contain the start time: one file a day. */
    public List<DeleteFile> writeByStartTime(Collection<Record> keys) {
        return writeByDay(keys.stream()
                .collect(Collectors.groupingBy(
                        key -> Math.floorDiv(RecordFactory.millis(key, "start_time"), DAY),
                        TreeMap::new,
                        Collectors.toList())));
    }

    /**
     * Writes deletes of a table partitioned by day.
     *
     * @param keys the rows to delete, by epoch day
     */
    public List<DeleteFile> writeByDay(Map<Long, ? extends Collection<Record>> keys) {
        List<DeleteFile> files = new ArrayList<>();
        keys.forEach((day, rows) -> {
            PartitionKey partition = new PartitionKey(table.spec(), table.schema());
            partition.set(0, day.intValue());
            files.add(file(partition, rows));
        });
        return files;
    }

    /** Writes deletes of a table partitioned by one text column. */
    public List<DeleteFile> writeIn(String partitionValue, Collection<Record> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        PartitionKey partition = new PartitionKey(table.spec(), table.schema());
        partition.set(0, partitionValue);
        return List.of(file(partition, keys));
    }

    /** Writes deletes in the partition of another file. */
    DeleteFile writeLike(DeleteFile other, Collection<Record> keys) {
        return file(other.partition(), keys);
    }

    Schema schema() {
        return schema;
    }

    private DeleteFile file(StructLike partition, Collection<Record> keys) {
        EqualityDeleteWriter<Record> writer = writers.newEqualityDeleteWriter(
                table.spec().isUnpartitioned() ? names.newOutputFile() : names.newOutputFile(table.spec(), partition),
                table.spec(),
                partition);
        try (writer) {
            keys.forEach(writer::write);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write a delete file of " + table.name(), e);
        }
        return writer.toDeleteFile();
    }
}
