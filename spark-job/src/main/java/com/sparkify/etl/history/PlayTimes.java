package com.sparkify.etl.history;

import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.plan.Status;
import com.sparkify.etl.table.EqualityDeletes;
import com.sparkify.etl.table.FileChanges;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.RecordFactory;
import com.sparkify.etl.table.RecordFiles;
import com.sparkify.etl.table.Selection;
import com.sparkify.etl.table.TableReader;
import com.sparkify.etl.table.TableWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;

/** Adds the time ranges of their plays to the history rows of objects that an earlier release loaded. */
public final class PlayTimes {
    private static final long MINUTE = 60_000;
    private static final int RANGES = 64;

    private final LakeTables tables;
    private final TableReader reader;
    private final TableWriter writer;

    public PlayTimes(LakeTables tables, TableWriter writer) {
        this.tables = tables;
        this.reader = new TableReader(tables);
        this.writer = writer;
    }

    /** Adds missing time ranges in one commit. */
    public void fill() {
        Map<String, Set<Long>> minutes = new HashMap<>();
        reader.forEach(
                LakeTable.PLAY_RECORDS,
                Selection.ALL,
                List.of("object_key", "start_time"),
                row -> minutes.computeIfAbsent(RecordFactory.text(row, "object_key"), key -> new TreeSet<>())
                        .add(RecordFactory.millis(row, "start_time") / MINUTE * MINUTE));
        Table table = tables.get(LakeTable.LOAD_HISTORY);
        EqualityDeletes deletes = new EqualityDeletes(table, LoadHistory.KEY);
        RecordFactory rows = RecordFactory.of(table, LoadHistory.COLUMNS);
        List<Record> gone = new ArrayList<>();
        try (RecordFiles files = new RecordFiles(table)) {
            reader.forEach(LakeTable.LOAD_HISTORY, Selection.ALL, LoadHistory.COLUMNS, row -> {
                String key = RecordFactory.text(row, "object_key");
                boolean isLoaded = Status.LOADED.text().equals(RecordFactory.text(row, "status"));
                if (isLoaded && RecordFactory.text(row, "play_times") == null) {
                    gone.add(deletes.key(key, RecordFactory.number(row, "sequence")));
                    row.setField("play_times", text(minutes.getOrDefault(key, Set.of())));
                    files.write(rows.row(
                            LoadHistory.COLUMNS.stream().map(row::getField).toArray()));
                }
            });
            writer.commit(LakeTable.LOAD_HISTORY, new FileChanges(files.complete(), deletes.write(gone)));
        }
    }

    private static String text(Set<Long> minutes) {
        long[] starts = minutes.stream().mapToLong(Long::longValue).toArray();
        return LongRanges.covering(starts, MINUTE).atMost(RANGES).text();
    }
}
