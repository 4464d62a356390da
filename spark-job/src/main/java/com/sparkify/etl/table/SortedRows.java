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

/**
 * Writes the rows of some files, with deletes applied, to files in the table's sort order. Rows with long texts are
 * sorted in portions, because a rejected row of 64 KB, and a play of a line of megabytes, may take a few bytes in a file.
 */
final class SortedRows {
    /** Characters of text that are sorted at once. The rows of common files have fewer. */
    static final long TEXT_AT_ONCE = 128L << 20;

    private final LakeTable name;
    private final Table table;
    private final DeleteCache deletes;

    private final long textAtOnce;
    private final List<Record> rows = new ArrayList<>();
    private long text;

    SortedRows(LakeTable name, Table table) {
        this(name, table, TEXT_AT_ONCE);
    }

    SortedRows(LakeTable name, Table table, long textAtOnce) {
        this.name = name;
        this.table = table;
        this.deletes = new DeleteCache(table.io());
        this.textAtOnce = textAtOnce;
    }

    List<DataFile> write(List<FileScanTask> tasks) {
        try (RecordFiles files = new RecordFiles(table)) {
            tasks.forEach(task -> read(task, files));
            writeSorted(files);
            return files.complete();
        }
    }

    private void read(FileScanTask task, RecordFiles files) {
        DeletedRowsFilter filter = new DeletedRowsFilter(table, task, table.schema(), deletes);
        try (CloseableIterable<Record> all = filter.filter(
                RecordReading.read(table, task.file(), filter.requiredSchema(), RecordReading.constants(task)))) {
            for (Record row : all) {
                // rows may contain additional columns, which deletes needed
                rows.add(row);
                text += textOf(row);
                if (text > textAtOnce) {
                    writeSorted(files);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + task.file().location(), e);
        }
    }

    private static long textOf(Record row) {
        long length = 0;
        for (int i = 0; i < row.size(); i++) {
            length += row.get(i) instanceof CharSequence text ? text.length() : 0;
        }
        return length;
    }

    private void writeSorted(RecordFiles files) {
        rows.sort(order());
        Set<Record> seen = new HashSet<>();
        for (Record row : rows) {
            // look-up entries are a set: reading an object again adds the same ones
            if (name != LakeTable.LOOKUPS || seen.add(row)) {
                files.write(row);
            }
        }
        rows.clear();
        text = 0;
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
