package com.sparkify.etl.run;

import com.sparkify.etl.history.HistoryRow;
import com.sparkify.etl.history.ObjectHistory;
import com.sparkify.etl.plan.Status;
import com.sparkify.etl.silver.Silver;
import com.sparkify.etl.source.ReadOutcome;
import com.sparkify.etl.table.RecordFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;

/** The history in memory, as the records that the real one reads. */
final class ModelHistory {
    private static final Schema SCHEMA = new Schema(
            Types.NestedField.optional(1, "object_key", Types.StringType.get()),
            Types.NestedField.optional(2, "etag", Types.StringType.get()),
            Types.NestedField.optional(3, "status", Types.StringType.get()),
            Types.NestedField.optional(4, "plays", Types.LongType.get()),
            Types.NestedField.optional(5, "songs", Types.LongType.get()),
            Types.NestedField.optional(6, "rejected", Types.LongType.get()),
            Types.NestedField.optional(7, "rules_version", Types.StringType.get()),
            Types.NestedField.optional(8, "sequence", Types.LongType.get()),
            Types.NestedField.optional(9, "batch_id", Types.StringType.get()),
            Types.NestedField.optional(10, "play_times", Types.StringType.get()),
            Types.NestedField.optional(11, "manifest", Types.StringType.get()));
    private static final GenericRecord EMPTY = GenericRecord.create(SCHEMA);

    private final Map<String, List<Record>> rows = new HashMap<>();
    private final Set<String> booked = new HashSet<>();

    Map<String, ObjectHistory> of(Collection<String> keys) {
        Map<String, ObjectHistory> histories = new HashMap<>();
        keys.forEach(key -> {
            if (rows.containsKey(key)) {
                histories.put(key, new ObjectHistory(rows.get(key)));
            }
        });
        return histories;
    }

    boolean isBooked(String batchId) {
        return booked.contains(batchId);
    }

    /** Writes a batch's rows at once; {@code known} tells which rows they supersede, as the job does it. */
    void book(List<HistoryRow> written, String batchId, Map<String, ObjectHistory> known) {
        for (HistoryRow row : written) {
            List<Record> all = new ArrayList<>(rows.getOrDefault(row.key(), List.of()));
            if (known.containsKey(row.key()) && (row.status() == Status.LOADED || row.status() == Status.RETRACTED)) {
                known.get(row.key()).contribution().ifPresent(replaced -> supersede(all, replaced));
            }
            all.add(record(row, batchId));
            rows.put(row.key(), all);
            booked.add(batchId);
        }
    }

    private static void supersede(List<Record> all, Silver.Contribution replaced) {
        all.replaceAll(row -> replaced.batchId().equals(RecordFactory.text(row, "batch_id"))
                ? row.copy(Map.of("status", Status.SUPERSEDED.text()))
                : row);
    }

    private static Record record(HistoryRow row, String batchId) {
        ReadOutcome outcome = row.outcome();
        GenericRecord record = EMPTY.copy();
        record.set(0, row.key());
        record.set(1, row.etag());
        record.set(2, row.status().text());
        record.set(3, outcome == null ? null : outcome.plays());
        record.set(4, outcome == null ? null : outcome.songs());
        record.set(5, outcome == null ? null : outcome.rejected());
        record.set(6, row.rules());
        record.set(7, row.sequence());
        record.set(8, batchId);
        record.set(9, outcome == null ? null : outcome.playTimes().text());
        record.set(10, row.manifest());
        return record;
    }
}
