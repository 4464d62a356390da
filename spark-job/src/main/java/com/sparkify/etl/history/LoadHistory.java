package com.sparkify.etl.history;

import static org.apache.iceberg.expressions.Expressions.and;
import static org.apache.iceberg.expressions.Expressions.equal;
import static org.apache.iceberg.expressions.Expressions.greaterThanOrEqual;
import static org.apache.iceberg.expressions.Expressions.lessThanOrEqual;

import com.sparkify.etl.key.Utf8Order;
import com.sparkify.etl.plan.LastHistoryRow;
import com.sparkify.etl.plan.Status;
import com.sparkify.etl.source.ReadOutcome;
import com.sparkify.etl.table.Conditions;
import com.sparkify.etl.table.EqualityDeletes;
import com.sparkify.etl.table.FileChanges;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.RecordFactory;
import com.sparkify.etl.table.RecordFiles;
import com.sparkify.etl.table.TableReader;
import com.sparkify.etl.table.TableWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;

/**
 * The outcome for every version of every object. Rows are kept for ever. A batch is booked once a row carries its id.
 */
public final class LoadHistory {
    static final List<String> COLUMNS = List.of(
            "bucket",
            "object_key",
            "etag",
            "version_id",
            "size",
            "kind",
            "log_partition",
            "status",
            "rows_read",
            "plays",
            "songs",
            "not_plays",
            "rejected",
            "duplicates",
            "rules_version",
            "run_id",
            "read_at",
            "loaded_at",
            "reason",
            "sequence",
            "batch_id",
            "play_times",
            "fields_unknown",
            "fields_missing",
            "fields_other_type",
            "drift",
            "manifest",
            "erased");
    private static final List<String> KNOWN =
            List.of("object_key", "etag", "status", "rules_version", "sequence", "manifest");
    static final List<String> KEY = List.of("object_key", "sequence");

    private final LakeTables tables;
    private final TableReader reader;
    private final TableWriter writer;
    private final String bucket;
    private final String runId;

    public LoadHistory(LakeTables tables, TableWriter writer, String bucket, String runId) {
        this.tables = tables;
        this.reader = new TableReader(tables);
        this.writer = writer;
        this.bucket = bucket;
        this.runId = runId;
    }

    /** Returns the histories of these objects, without objects that have none. */
    public Map<String, ObjectHistory> of(Collection<String> keys) {
        return read(keys, Conditions.mayBeText("object_key", keys), COLUMNS);
    }

    /**
     * Returns the last history rows of these objects, without objects that have none. The keys should be neighbours, as
     * a listing returns them: the scan covers the range from the first to the last.
     */
    public Map<String, LastHistoryRow> between(Collection<String> keys) {
        Map<String, LastHistoryRow> known = new HashMap<>();
        if (!keys.isEmpty()) {
            Expression range = and(
                    greaterThanOrEqual("object_key", Collections.min(keys, Utf8Order.BY_BYTES)),
                    lessThanOrEqual("object_key", Collections.max(keys, Utf8Order.BY_BYTES)));
            read(keys, range, KNOWN).forEach((key, history) -> known.put(key, history.known()));
        }
        return known;
    }

    private Map<String, ObjectHistory> read(Collection<String> keys, Expression where, List<String> columns) {
        Set<String> wanted = Set.copyOf(keys);
        Map<String, List<Record>> rows = new HashMap<>();
        reader.forEachOfPruned(LakeTable.LOAD_HISTORY, where, columns, row -> {
            String key = RecordFactory.text(row, "object_key");
            if (wanted.contains(key)) {
                rows.computeIfAbsent(key, first -> new ArrayList<>(1)).add(row);
            }
        });
        Map<String, ObjectHistory> histories = new HashMap<>();
        rows.forEach((key, all) -> histories.put(key, new ObjectHistory(all)));
        return histories;
    }

    /** Returns true if the batch is booked, even if the response to its last commit was lost. */
    public boolean isBooked(String batchId) {
        tables.get(LakeTable.LOAD_HISTORY).refresh();
        return !reader.listOfPruned(
                        LakeTable.LOAD_HISTORY,
                        equal("batch_id", batchId),
                        List.of("batch_id"),
                        row -> batchId.equals(RecordFactory.text(row, "batch_id")),
                        row -> true)
                .isEmpty();
    }

    /**
     * Writes a batch's rows in one commit, and marks the earlier versions of loaded or retracted objects as superseded.
     *
     * @param known histories of the objects before the batch
     * @return histories of the objects after the batch
     */
    public Map<String, ObjectHistory> write(
            List<HistoryRow> rows, String batchId, Map<String, ObjectHistory> known, Instant readAt) {
        Table table = tables.get(LakeTable.LOAD_HISTORY);
        RecordFactory records = RecordFactory.of(table, COLUMNS);
        EqualityDeletes deletes = new EqualityDeletes(table, KEY);
        List<Record> deleted = new ArrayList<>();
        Map<String, List<Record>> written = new HashMap<>();
        Instant loadedAt = Instant.now();
        for (HistoryRow row : rows) {
            List<Record> ofObject = written.computeIfAbsent(row.key(), key -> new ArrayList<>());
            ObjectHistory before = known.get(row.key());
            if (before != null && (row.status() == Status.LOADED || row.status() == Status.RETRACTED)) {
                before.loaded().ifPresent(loaded -> {
                    deleted.add(deletes.key(row.key(), RecordFactory.number(loaded, "sequence")));
                    ofObject.add(loaded.copy(Map.of("status", Status.SUPERSEDED.text())));
                });
            }
            ofObject.add(record(records, row, batchId, readAt, loadedAt));
        }
        writer.commit(LakeTable.LOAD_HISTORY, new FileChanges(files(table, written), deletes.write(deleted)));
        Map<String, ObjectHistory> histories = new HashMap<>();
        written.forEach((key, changed) ->
                histories.put(key, known.containsKey(key) ? known.get(key).with(changed) : new ObjectHistory(changed)));
        return histories;
    }

    private static List<DataFile> files(Table table, Map<String, List<Record>> written) {
        List<Record> all = new ArrayList<>();
        written.values().forEach(all::addAll);
        all.sort(Comparator.comparing(row -> RecordFactory.text(row, "object_key"), Utf8Order.BY_BYTES));
        RecordFactory rows = RecordFactory.of(table, COLUMNS);
        try (RecordFiles files = new RecordFiles(table)) {
            all.forEach(row ->
                    files.write(rows.row(COLUMNS.stream().map(row::getField).toArray())));
            return files.complete();
        }
    }

    private Record record(RecordFactory records, HistoryRow row, String batchId, Instant readAt, Instant loadedAt) {
        ReadOutcome outcome = row.outcome();
        return records.row(
                bucket,
                row.key(),
                row.etag(),
                row.versionId(),
                row.size(),
                row.kind().text(),
                RecordFactory.date(row.logPartition()),
                row.status().text(),
                outcome == null ? null : outcome.read(),
                outcome == null ? null : outcome.plays(),
                outcome == null ? null : outcome.songs(),
                outcome == null ? null : outcome.notPlays(),
                outcome == null ? null : outcome.rejected(),
                outcome == null ? null : outcome.duplicates(),
                row.rules(),
                runId,
                RecordFactory.time(readAt),
                RecordFactory.time(loadedAt),
                row.reason(),
                row.sequence(),
                batchId,
                outcome == null ? null : outcome.playTimes().text(),
                outcome == null ? null : outcome.drift().unknown(),
                outcome == null ? null : outcome.drift().missing(),
                outcome == null ? null : outcome.drift().ofOtherType(),
                outcome == null ? null : outcome.drift().names(),
                row.manifest(),
                outcome == null ? null : outcome.erased());
    }
}
