package com.sparkify.etl.run;

import static org.apache.iceberg.expressions.Expressions.alwaysTrue;

import com.sparkify.etl.publish.Publisher;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.TableReader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.iceberg.Snapshot;

/** Counts the rows of a table at the lowest cost available. */
record RowCounts(LakeTables tables, Publisher publisher, boolean isPublished) {

    /** Returns the count from metadata if the table has no deletes, else from the published files, else by a scan. */
    long of(LakeTable table) {
        Snapshot snapshot = tables.get(table).currentSnapshot();
        if (snapshot == null) {
            return 0;
        }
        Map<String, String> summary = snapshot.summary();
        if (summary.getOrDefault("total-delete-files", "0").equals("0")) {
            return Long.parseLong(summary.get("total-records"));
        }
        return isPublished && LakeTable.STAR.contains(table) ? publisher.rowCount(table) : counted(table);
    }

    private long counted(LakeTable table) {
        AtomicLong rows = new AtomicLong();
        String column = tables.get(table).schema().columns().get(0).name();
        new TableReader(tables).forEach(table, alwaysTrue(), List.of(column), row -> rows.incrementAndGet());
        return rows.get();
    }
}
