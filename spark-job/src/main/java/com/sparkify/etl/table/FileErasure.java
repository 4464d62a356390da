package com.sparkify.etl.table;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.BaseDeleteLoader;
import org.apache.iceberg.data.DeleteLoader;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;

/**
 * Rewrites data files without the rows that a rule removes. A delete file only hides rows, so files are read without
 * deletes, and deleted rows are not written again.
 */
public final class FileErasure {
    private final Table table;
    private final RowRule rule;

    public FileErasure(Table table, RowRule rule) {
        this.table = table;
        this.rule = rule;
    }

    /**
     * The replacement of a data file.
     *
     * @param rows number of removed rows that were not deleted before
     */
    public record Replacement(DataFile old, ArrayList<DataFile> written, long rows) implements Serializable {}

    /**
     * Rewrites the file if necessary.
     *
     * @param appliesDeletes whether a file with deletes is rewritten in any case
     */
    public Optional<Replacement> replace(FileScanTask task, boolean appliesDeletes) {
        boolean hasDeletes = appliesDeletes && !task.deletes().isEmpty();
        if (!hasDeletes && !isTouched(task)) {
            return Optional.empty();
        }
        long gone = 0;
        DeletedRowsFilter filter = new DeletedRowsFilter(table, task, table.schema(), deletes(table));
        try (RecordFiles files = new RecordFiles(table);
                CloseableIterable<Record> rows = filter.filter(RecordReading.read(
                        table, task.file(), filter.requiredSchema(), RecordReading.constants(task)))) {
            for (Record row : rows) {
                Record kept = rule.apply(row);
                if (kept == null) {
                    gone++;
                } else {
                    files.write(kept);
                }
            }
            return Optional.of(new Replacement(task.file(), new ArrayList<>(files.complete()), gone));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write a file of " + table.name() + " anew", e);
        }
    }

    /** Returns true if a data file that no snapshot references contains a row that the rule removes. */
    public boolean isTouched(String location) {
        return isTouched(location, RecordReading.read(table, location, projection()));
    }

    private boolean isTouched(FileScanTask task) {
        return isTouched(
                task.file().location(),
                RecordReading.read(table, task.file(), projection(), RecordReading.constants(task)));
    }

    private Schema projection() {
        return table.schema().select(rule.columns());
    }

    private boolean isTouched(String location, CloseableIterable<Record> all) {
        try (CloseableIterable<Record> rows = all) {
            for (Record row : rows) {
                if (rule.apply(row) != row) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + location, e);
        }
    }

    /** Passes all rows of a file to the consumer, including deleted ones. */
    public static void forEachRow(Table table, FileScanTask task, List<String> columns, Consumer<Record> row) {
        forEach(
                task,
                RecordReading.read(table, task.file(), table.schema().select(columns), RecordReading.constants(task)),
                row);
    }

    /** Passes the rows of a file that are not deleted to the consumer. */
    public static void forEachCurrentRow(Table table, FileScanTask task, List<String> columns, Consumer<Record> row) {
        DeletedRowsFilter filter =
                new DeletedRowsFilter(table, task, table.schema().select(columns), deletes(table));
        forEach(
                task,
                filter.filter(
                        RecordReading.read(table, task.file(), filter.requiredSchema(), RecordReading.constants(task))),
                row);
    }

    private static DeleteLoader deletes(Table table) {
        return new BaseDeleteLoader(file -> SmallFiles.open(table.io(), file));
    }

    private static void forEach(FileScanTask task, CloseableIterable<Record> rows, Consumer<Record> row) {
        try (rows) {
            rows.forEach(row);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + task.file().location(), e);
        }
    }
}
