package com.sparkify.etl.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;

/** Merges several delete files into one. */
final class MergedDeletes {
    private final Table table;

    MergedDeletes(Table table) {
        this.table = table;
    }

    /** @param files equality deletes with the same columns and the same partition */
    DeleteFile write(List<DeleteFile> files) {
        DeleteFile first = files.get(0);
        List<String> columns = first.equalityFieldIds().stream()
                .map(id -> table.schema().findColumnName(id))
                .toList();
        EqualityDeletes deletes = new EqualityDeletes(table, columns);
        Set<Record> keys = new LinkedHashSet<>();
        for (DeleteFile file : files) {
            try (CloseableIterable<Record> rows = RecordReading.read(table, file, deletes.schema(), Map.of())) {
                rows.forEach(keys::add);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + file.location(), e);
            }
        }
        return deletes.writeLike(first, keys);
    }
}
