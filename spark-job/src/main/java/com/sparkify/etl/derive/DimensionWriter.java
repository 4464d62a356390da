package com.sparkify.etl.derive;

import com.sparkify.etl.key.KeyHash;
import com.sparkify.etl.table.EqualityDeletes;
import com.sparkify.etl.table.FileChanges;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.RecordFactory;
import com.sparkify.etl.table.RecordFiles;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;

/** Writes the changed rows of a dimension, clustered by the hash of its key. */
final class DimensionWriter {
    private final LakeTables tables;

    DimensionWriter(LakeTables tables) {
        this.tables = tables;
    }

    /**
     * Writes the difference to uncommitted files.
     *
     * @param columns of the table, the key first
     * @param row creates a record of these columns
     */
    <R> FileChanges write(
            LakeTable name,
            List<String> columns,
            RowDifference<String, R> difference,
            BiFunction<RecordFactory, R, Record> row) {
        Table table = tables.get(name);
        EqualityDeletes deletes = new EqualityDeletes(table, List.of(columns.get(0)));
        RecordFactory rows = RecordFactory.of(table, columns);
        List<String> added = KeyHash.sorted(difference.added().keySet());
        try (RecordFiles files = new RecordFiles(table)) {
            added.forEach(key -> files.write(row.apply(rows, difference.added().get(key))));
            return new FileChanges(
                    files.complete(),
                    deletes.write(difference.removed().keySet().stream()
                            .map(key -> deletes.key(key))
                            .toList()));
        }
    }
}
