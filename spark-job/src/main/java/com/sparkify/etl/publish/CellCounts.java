package com.sparkify.etl.publish;

import static org.apache.iceberg.expressions.Expressions.and;
import static org.apache.iceberg.expressions.Expressions.equal;

import com.sparkify.etl.key.Cells;
import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.table.Conditions;
import com.sparkify.etl.table.EqualityDeletes;
import com.sparkify.etl.table.FileChanges;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.RecordFactory;
import com.sparkify.etl.table.RecordFiles;
import com.sparkify.etl.table.TableReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;

/** Number of rows in each cell of a published table. Cells with changes are recounted, never incremented. */
final class CellCounts {
    private static final List<String> COLUMNS = List.of("table_name", "cell", "row_count");

    private final LakeTables tables;
    private final TableReader reader;

    CellCounts(LakeTables tables) {
        this.tables = tables;
        this.reader = new TableReader(tables);
    }

    /** Returns the name under which row counts of whole days are stored. */
    static String daysOf(PublishedTable table) {
        return table.title() + "_days";
    }

    /** Returns the stored counts of some cells; cells without rows are absent. */
    TreeMap<Long, Long> kept(String name, LongRanges cells) {
        TreeMap<Long, Long> counts = new TreeMap<>();
        Expression condition = and(equal("table_name", name), Conditions.within("cell", cells));
        reader.forEach(LakeTable.CELL_COUNTS, condition, List.of("cell", "row_count"), row -> {
            if (cells.contains(RecordFactory.number(row, "cell"))) {
                counts.put(RecordFactory.number(row, "cell"), RecordFactory.number(row, "row_count"));
            }
        });
        return counts;
    }

    /** Counts the rows of the cells. */
    TreeMap<Long, Long> counted(PublishedTable table, LongRanges cells) {
        TreeMap<Long, Long> counts = new TreeMap<>();
        if (table.isByDay()) {
            Expression times = Conditions.startsWithin(Cells.times(cells));
            reader.forEach(table.table(), times, List.of("start_time"), row -> {
                long cell = Cells.ofTime(RecordFactory.millis(row, "start_time"));
                if (cells.contains(cell)) {
                    counts.merge(cell, 1L, Long::sum);
                }
            });
        } else {
            Expression hashes = Conditions.within("key_hash", Cells.hashes(cells));
            reader.forEach(table.table(), hashes, List.of("key_hash"), row -> {
                long cell = Cells.ofHash(RecordFactory.number(row, "key_hash"));
                if (cells.contains(cell)) {
                    counts.merge(cell, 1L, Long::sum);
                }
            });
        }
        return counts;
    }

    /** Writes the differences to the stored counts as uncommitted files. */
    FileChanges difference(String name, Map<Long, Long> kept, Map<Long, Long> counted) {
        Table counts = tables.get(LakeTable.CELL_COUNTS);
        EqualityDeletes deletes = new EqualityDeletes(counts, List.of("cell"));
        RecordFactory rows = RecordFactory.of(counts, COLUMNS);
        List<Record> gone = new ArrayList<>();
        kept.forEach((cell, count) -> {
            if (!count.equals(counted.get(cell))) {
                gone.add(deletes.key(cell));
            }
        });
        try (RecordFiles files = new RecordFiles(counts)) {
            counted.forEach((cell, count) -> {
                if (!count.equals(kept.get(cell))) {
                    files.write(rows.row(name, cell, count));
                }
            });
            return new FileChanges(files.complete(), deletes.writeIn(name, gone));
        }
    }
}
