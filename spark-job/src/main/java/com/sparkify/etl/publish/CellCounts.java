package com.sparkify.etl.publish;

import static org.apache.iceberg.expressions.Expressions.equal;

import com.sparkify.etl.key.Cells;
import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.table.Concurrently;
import com.sparkify.etl.table.EqualityDeletes;
import com.sparkify.etl.table.FileChanges;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.RecordFactory;
import com.sparkify.etl.table.RecordFiles;
import com.sparkify.etl.table.Selection;
import com.sparkify.etl.table.TableReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;

/** Number of rows in each cell of a published table. Cells with changes are recounted, never incremented. */
final class CellCounts {
    private static final List<String> COLUMNS = List.of("table_name", "cell", "row_count");

    private static final long PART_DAYS = 4;
    private static final int PARTS = 8;

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
        Selection selection = Selection.within("cell", cells).prunedAlsoBy(equal("table_name", name));
        reader.forEach(
                LakeTable.CELL_COUNTS,
                selection,
                List.of("cell", "row_count"),
                row -> counts.put(RecordFactory.number(row, "cell"), RecordFactory.number(row, "row_count")));
        return counts;
    }

    /** Counts the rows of the cells. */
    TreeMap<Long, Long> counted(PublishedTable table, LongRanges cells) {
        TreeMap<Long, Long> counts = new TreeMap<>();
        if (table.isByDay()) {
            // several parts at once: reading a small column of many files takes as long as their requests
            long days = Math.max(PART_DAYS, cells.width() / Cells.DAY_MINUTES / PARTS + 1);
            Concurrently.map(cells.parts(days * Cells.DAY_MINUTES), part -> countedOfMinutes(table, part))
                    .forEach(counts::putAll);
        } else {
            reader.forEach(
                    table.table(),
                    Selection.within("key_hash", Cells.hashes(cells)),
                    List.of("key_hash"),
                    row -> counts.merge(Cells.ofHash(RecordFactory.number(row, "key_hash")), 1L, Long::sum));
        }
        return counts;
    }

    private TreeMap<Long, Long> countedOfMinutes(PublishedTable table, LongRanges minutes) {
        TreeMap<Long, Long> counts = new TreeMap<>();
        reader.forEach(
                table.table(),
                Selection.startsWithin(Cells.times(minutes)),
                List.of("start_time"),
                row -> counts.merge(Cells.ofTime(RecordFactory.millis(row, "start_time")), 1L, Long::sum));
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
