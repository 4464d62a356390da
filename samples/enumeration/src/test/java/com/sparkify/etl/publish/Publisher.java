package com.sparkify.etl.publish;

import com.sparkify.enumeration.Calls;
import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.lake.ObjectStore;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.SteppedTable;
import com.sparkify.etl.table.TableWriter;
import com.sparkify.etl.work.Workers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Stands in for the publishing of the star tables: all songplays are one file. */
public final class Publisher {
    private final TableWriter writer;
    private final ObjectStore lake;
    private final String root;
    private final Calls calls = Calls.current();

    public Publisher(LakeTables tables, TableWriter writer, ObjectStore lake, String root, Runnable leaseCheck) {
        this.writer = writer;
        this.lake = lake;
        this.root = root;
    }

    public void publish(Map<LakeTable, LongRanges> changed, long mostRows, Workers workers) {
        writer.commit(LakeTable.CELL_COUNTS, SteppedTable.changes(List.of(), List.of("songplays")));
        List<String> rows = calls.rows("SONGPLAYS", "to publish");
        lake.put(root + "songplays.json", String.join(";", rows).getBytes(StandardCharsets.UTF_8));
    }

    public void publishAll(long mostRows, Workers workers) {
        publish(Map.of(), mostRows, workers);
    }

    public long rowCount(LakeTable table) {
        return 0;
    }
}
