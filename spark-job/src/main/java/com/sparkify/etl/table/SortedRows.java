package com.sparkify.etl.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.SortField;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;

/** Writes the rows of some files, with deletes applied, to files in the table's sort order. */
final class SortedRows {
    private final LakeTable name;
    private final Table table;

    SortedRows(LakeTable name, Table table) {
        this.name = name;
        this.table = table;
    }

    List<DataFile> write(List<FileScanTask> tasks) {
        List<Record> rows = new ArrayList<>();
        tasks.forEach(task -> read(task, rows));
        rows.sort(order());
        try (RecordFiles files = new RecordFiles(table)) {
            Set<Record> seen = new HashSet<>();
            for (Record row : rows) {
                // look-up entries are a set: reading an object again adds the same ones
                if (name != LakeTable.LOOKUPS || seen.add(row)) {
                    files.write(row);
                }
            }
            return files.complete();
        }
    }

    private void read(FileScanTask task, List<Record> rows) {
        DeletedRowsFilter deletes = new DeletedRowsFilter(table, task, table.schema());
        try (CloseableIterable<Record> all = deletes.filter(
                RecordReading.read(table, task.file(), deletes.requiredSchema(), RecordReading.constants(task)))) {
            // rows may contain additional columns, which deletes needed
            all.forEach(rows::add);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + task.file().location(), e);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private Comparator<Record> order() {
        Comparator<Record> order = (one, two) -> 0;
        for (SortField field : table.sortOrder().fields()) {
            String column = table.schema().findColumnName(field.sourceId());
            order = order.thenComparing(
                    row -> (Comparable) row.getField(column), Comparator.nullsFirst(Comparator.naturalOrder()));
        }
        return order;
    }
}
