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
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;

/**
 * Writes data files anew without the rows that a rule takes out. A delete file only hides rows: what a file holds is looked
 * at without it, and what is hidden is not written again.
 */
public final class FileErasure {
    private final Table table;
    private final RowRule rule;

    public FileErasure(Table table, RowRule rule) {
        this.table = table;
        this.rule = rule;
    }

    /**
     * What takes the place of a data file.
     *
     * @param rows how many rows that nobody had deleted went
     */
    public record Replacement(DataFile old, ArrayList<DataFile> written, long rows) implements Serializable {}

    /**
     * Writes the file anew if it has to be.
     *
     * @param appliesDeletes whether a file that has deletes is written anew in any case
     */
    public Optional<Replacement> replace(FileScanTask task, boolean appliesDeletes) {
        boolean hasDeletes = appliesDeletes && !task.deletes().isEmpty();
        if (!hasDeletes && !isTouched(task)) {
            return Optional.empty();
        }
        long gone = 0;
        DeletedRowsFilter deletes = new DeletedRowsFilter(table, task, table.schema());
        try (RecordFiles files = new RecordFiles(table);
                CloseableIterable<Record> rows = deletes.filter(RecordReading.read(
                        table, task.file(), deletes.requiredSchema(), RecordReading.constants(task)))) {
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

    /** Whether a data file that no snapshot names holds a row that the rule takes out. */
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

    /** Gives all rows of a file, those that are deleted as well. */
    public static void forEachRow(Table table, FileScanTask task, List<String> columns, Consumer<Record> row) {
        forEach(
                task,
                RecordReading.read(table, task.file(), table.schema().select(columns), RecordReading.constants(task)),
                row);
    }

    /** Gives the rows of a file that are not deleted. */
    public static void forEachCurrentRow(Table table, FileScanTask task, List<String> columns, Consumer<Record> row) {
        DeletedRowsFilter deletes =
                new DeletedRowsFilter(table, task, table.schema().select(columns));
        forEach(
                task,
                deletes.filter(RecordReading.read(
                        table, task.file(), deletes.requiredSchema(), RecordReading.constants(task))),
                row);
    }

    private static void forEach(FileScanTask task, CloseableIterable<Record> rows, Consumer<Record> row) {
        try (rows) {
            rows.forEach(row);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + task.file().location(), e);
        }
    }
}
