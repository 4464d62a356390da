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

/** Counts a table's rows as cheaply as can be. */
record RowCounts(LakeTables tables, Publisher publisher, boolean isPublished) {

    /** By metadata if nothing was deleted; else as published; else row by row. */
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
