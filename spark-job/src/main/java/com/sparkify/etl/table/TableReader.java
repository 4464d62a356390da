package com.sparkify.etl.table;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.io.CloseableIterable;

/** Reads tables through Iceberg's own API, so that a look-up costs no Spark job. */
public final class TableReader implements Serializable {
    private static final int FEW_MANIFESTS = 20;

    private final LakeTables tables;

    public TableReader(LakeTables tables) {
        this.tables = tables;
    }

    /** Passes the named columns of each selected current row to {@code row}. */
    public void forEach(LakeTable table, Selection selection, List<String> columns, Consumer<Record> row) {
        forEachNotIn(Set.of(), table, selection, columns, row);
    }

    /**
     * As {@link #forEach}, without the rows of some data files.
     *
     * @param skipped locations of the files
     */
    public void forEachNotIn(
            Set<String> skipped, LakeTable table, Selection selection, List<String> columns, Consumer<Record> row) {
        if (tables.get(table).currentSnapshot() != null) {
            forEach(scan(tables.get(table)), skipped, table, selection, columns, row);
        }
    }

    /**
     * Passes the named columns of all current rows of the files and row groups that may contain one that meets the
     * condition. The caller filters.
     */
    public void forEachOfPruned(LakeTable table, Expression condition, List<String> columns, Consumer<Record> row) {
        forEach(table, Selection.ofPruned(condition), columns, row);
    }

    /**
     * Passes the current rows of some keys, of a table with at most one row for each key, newest files first. A file is
     * opened only while keys are left that no newer file contains, so recently changed keys are cheap.
     *
     * @param hashColumn column with the key's hash, included in {@code columns}
     * @param hashes hashes of the keys
     */
    public void forEachNewest(
            LakeTable table, String hashColumn, Set<Long> hashes, List<String> columns, Consumer<Record> row) {
        if (tables.get(table).currentSnapshot() == null) {
            return;
        }
        Set<Long> left = new HashSet<>(hashes);
        try {
            rows(scan(tables.get(table)), Set.of(), table, Selection.of(hashColumn, hashes), columns)
                    .forEachNewestFirst(left::size, one -> {
                        left.remove(RecordFactory.number(one, hashColumn));
                        row.accept(one);
                    });
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + table.title(), e);
        }
    }

    /** As {@link #forEachOfPruned}, for the rows of an earlier snapshot. */
    public void forEachOfSnapshot(
            long snapshot, LakeTable table, Expression condition, List<String> columns, Consumer<Record> row) {
        forEach(
                scan(tables.get(table)).useSnapshot(snapshot),
                Set.of(),
                table,
                Selection.ofPruned(condition),
                columns,
                row);
    }

    private void forEach(
            TableScan scan,
            Set<String> skipped,
            LakeTable table,
            Selection selection,
            List<String> columns,
            Consumer<Record> row) {
        try {
            rows(scan, skipped, table, selection, columns).forEach(row);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + table.title(), e);
        }
    }

    private CurrentRows rows(
            TableScan scan, Set<String> skipped, LakeTable table, Selection selection, List<String> columns) {
        List<String> read = new ArrayList<>(columns);
        if (selection.isOfRows()) {
            read.add(selection.column());
        }
        return new CurrentRows(
                tables.get(table), scan.filter(selection.pruning()).select(read), selection, skipped);
    }

    /** Returns the values of the selected rows. */
    public <T> List<T> list(LakeTable table, Selection selection, List<String> columns, Function<Record, T> value) {
        List<T> values = new ArrayList<>();
        forEach(table, selection, columns, row -> values.add(value.apply(row)));
        return values;
    }

    /** Returns the values of those rows that are wanted which {@link #forEachOfPruned} passes. */
    public <T> List<T> listOfPruned(
            LakeTable table,
            Expression condition,
            List<String> columns,
            Predicate<Record> wanted,
            Function<Record, T> value) {
        List<T> values = new ArrayList<>();
        forEachOfPruned(table, condition, columns, row -> {
            if (wanted.test(row)) {
                values.add(value.apply(row));
            }
        });
        return values;
    }

    /** Passes each data file that may contain rows that meet the condition, from metadata alone. */
    public void forEachFile(LakeTable table, Expression condition, Consumer<FileScanTask> file) {
        if (tables.get(table).currentSnapshot() == null) {
            return;
        }
        TableScan scan = scan(tables.get(table)).filter(condition);
        try (CloseableIterable<FileScanTask> files =
                (table.isByDay() ? scan.includeColumnStats(List.of("start_time")) : scan).planFiles()) {
            files.forEach(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list the files of " + table.title(), e);
        }
    }

    /** Creates a scan that is planned in this thread if there is little to plan. */
    static TableScan scan(Table table) {
        boolean isSmall = table.currentSnapshot().allManifests(table.io()).size() <= FEW_MANIFESTS;
        return isSmall ? table.newScan().planWith(CallerThread.INSTANCE) : table.newScan();
    }
}
