package com.sparkify.etl.history;

import com.sparkify.enumeration.Calls;
import com.sparkify.etl.plan.Status;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.SteppedTable;
import com.sparkify.etl.table.TableWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;

/** Stands in for the table of what happened: a row is {@code key,sequence,version,status,rules,batch}. */
public final class LoadHistory {
    private static final Schema SCHEMA = new Schema(
            Types.NestedField.optional(1, "object_key", Types.StringType.get()),
            Types.NestedField.optional(2, "sequence", Types.LongType.get()),
            Types.NestedField.optional(3, "etag", Types.StringType.get()),
            Types.NestedField.optional(4, "status", Types.StringType.get()),
            Types.NestedField.optional(5, "batch_id", Types.StringType.get()),
            Types.NestedField.optional(6, "plays", Types.LongType.get()),
            Types.NestedField.optional(7, "songs", Types.LongType.get()),
            Types.NestedField.optional(8, "rejected", Types.LongType.get()),
            Types.NestedField.optional(9, "rules_version", Types.StringType.get()),
            Types.NestedField.optional(10, "play_times", Types.StringType.get()));

    private final TableWriter writer;
    private final Calls calls = Calls.current();

    public LoadHistory(LakeTables tables, TableWriter writer, String bucket, String runId) {
        this.writer = writer;
    }

    public Map<String, ObjectHistory> of(Collection<String> keys) {
        Map<String, List<Record>> rows = new HashMap<>();
        if (!keys.isEmpty()) {
            for (String row : calls.rows("LOAD_HISTORY")) {
                String[] cells = row.split(",");
                if (keys.contains(cells[0])) {
                    rows.computeIfAbsent(cells[0], key -> new ArrayList<>()).add(record(cells));
                }
            }
        }
        Map<String, ObjectHistory> histories = new HashMap<>();
        rows.forEach((key, all) -> histories.put(key, new ObjectHistory(all)));
        return histories;
    }

    public boolean isBooked(String batchId) {
        return calls.rows("LOAD_HISTORY").stream().anyMatch(row -> row.endsWith("," + batchId));
    }

    public Map<String, ObjectHistory> write(
            List<HistoryRow> rows, String batchId, Map<String, ObjectHistory> known, Instant readAt) {
        List<String> added = new ArrayList<>();
        List<String> deleted = new ArrayList<>();
        Map<String, List<Record>> written = new HashMap<>();
        for (HistoryRow row : rows) {
            List<Record> ofObject = written.computeIfAbsent(row.key(), key -> new ArrayList<>());
            ObjectHistory before = known.get(row.key());
            if (before != null && (row.status() == Status.LOADED || row.status() == Status.RETRACTED)) {
                before.loaded().ifPresent(loaded -> {
                    deleted.add(row.key() + "," + loaded.getField("sequence") + ",");
                    ofObject.add(loaded.copy(Map.of("status", Status.SUPERSEDED.text())));
                });
            }
            ofObject.add(record(
                    row.key(),
                    "" + row.sequence(),
                    "" + row.etag(),
                    row.status().text(),
                    row.rules(),
                    batchId));
        }
        written.values().forEach(all -> all.forEach(record -> added.add(text(record))));
        List<String> removed = new ArrayList<>(deleted);
        writer.commit(LakeTable.LOAD_HISTORY, SteppedTable.changes(added, removed));
        Map<String, ObjectHistory> histories = new HashMap<>();
        written.forEach((key, changed) ->
                histories.put(key, known.containsKey(key) ? known.get(key).with(changed) : new ObjectHistory(changed)));
        return histories;
    }

    private static String text(Record record) {
        List<String> cells = new ArrayList<>();
        for (String column : List.of("object_key", "sequence", "etag", "status", "rules_version", "batch_id")) {
            cells.add(String.valueOf(record.getField(column)));
        }
        return String.join(",", cells);
    }

    private static Record record(String... cells) {
        GenericRecord record = GenericRecord.create(SCHEMA);
        record.set(0, cells[0]);
        record.set(1, Long.valueOf(cells[1]));
        record.set(2, cells[2]);
        record.set(3, cells[3]);
        record.set(4, cells[5]);
        record.set(5, 1L);
        record.set(6, 0L);
        record.set(7, 0L);
        record.set(8, cells[4]);
        record.set(9, "0-1");
        return record;
    }
}
