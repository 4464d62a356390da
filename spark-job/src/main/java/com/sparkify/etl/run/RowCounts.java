package com.sparkify.etl.run;

import static org.apache.iceberg.expressions.Expressions.alwaysTrue;

import com.sparkify.etl.publish.Publisher;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.Selection;
import com.sparkify.etl.table.TableReader;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.iceberg.Snapshot;

/** Counts the rows of a table at a bounded cost. */
record RowCounts(LakeTables tables, Publisher publisher, boolean isPublished) {
    private static final long MOST_READ = 100_000;

    /**
     * Returns the count: from metadata if the table has no deletes, else of a published table from the stored counts of
     * its cells. Otherwise files with deletes are read; returns empty if they have more than 100,000 rows.
     */
    OptionalLong of(LakeTable table) {
        Snapshot snapshot = tables.get(table).currentSnapshot();
        if (snapshot == null) {
            return OptionalLong.of(0);
        }
        if (snapshot.summary().getOrDefault("total-delete-files", "0").equals("0")) {
            return OptionalLong.of(Long.parseLong(snapshot.summary().get("total-records")));
        }
        return isPublished && LakeTable.STAR.contains(table)
                ? OptionalLong.of(publisher.rowCount(table))
                : counted(table);
    }

    private OptionalLong counted(LakeTable table) {
        TableReader reader = new TableReader(tables);
        AtomicLong rows = new AtomicLong();
        AtomicLong toRead = new AtomicLong();
        Set<String> whole = new HashSet<>();
        reader.forEachFile(table, alwaysTrue(), task -> {
            if (task.deletes().isEmpty()) {
                whole.add(task.file().location());
                rows.addAndGet(task.file().recordCount());
            } else {
                toRead.addAndGet(task.file().recordCount());
            }
        });
        if (toRead.get() > MOST_READ) {
            return OptionalLong.empty();
        }
        if (toRead.get() > 0) {
            String column = tables.get(table).schema().columns().get(0).name();
            reader.forEachNotIn(whole, table, Selection.ALL, List.of(column), row -> rows.incrementAndGet());
        }
        return OptionalLong.of(rows.get());
    }
}
