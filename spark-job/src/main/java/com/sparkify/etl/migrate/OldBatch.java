package com.sparkify.etl.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sparkify.etl.lake.ObjectStore;
import com.sparkify.etl.table.Conditions;
import com.sparkify.etl.table.EqualityDeletes;
import com.sparkify.etl.table.FileChanges;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.RecordFactory;
import com.sparkify.etl.table.RecordFiles;
import com.sparkify.etl.table.TableReader;
import com.sparkify.etl.table.TableWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;

/** An interrupted batch of an earlier release: restores the earlier contributions of its objects. */
final class OldBatch {
    private static final String BATCH_ID = "sparkify.batch-id";
    private static final List<LakeTable> SILVER =
            List.of(LakeTable.PLAY_RECORDS, LakeTable.SONG_RECORDS, LakeTable.REJECTED_ROWS);

    private final LakeTables tables;
    private final TableWriter writer;
    private final JsonNode open;

    /** @param state key of the state object */
    OldBatch(LakeTables tables, TableWriter writer, ObjectStore lake, String state) {
        this.tables = tables;
        this.writer = writer;
        this.open = lake.get(state).map(OldBatch::open).orElse(new ObjectMapper().createObjectNode());
    }

    private static JsonNode open(ObjectStore.Content state) {
        try {
            return new ObjectMapper().readTree(state.bytes()).path("open");
        } catch (IOException e) {
            throw new UncheckedIOException("The state object is no JSON", e);
        }
    }

    /**
     * Undoes the batch unless the history has a commit of it.
     *
     * @throws IllegalStateException if a snapshot needed for that has expired
     */
    void settle() {
        Set<String> keys = new HashSet<>();
        open.path("keys").forEach(key -> keys.add(key.asText()));
        if (keys.isEmpty() || isBooked(open.path("id").asText())) {
            return;
        }
        for (LakeTable table : SILVER) {
            JsonNode before = open.path("before").path(table.sqlName());
            restore(table, keys, before.isMissingNode() ? null : before.asLong());
        }
    }

    private boolean isBooked(String id) {
        for (Snapshot snapshot : tables.get(LakeTable.LOAD_HISTORY).snapshots()) {
            if (id.equals(snapshot.summary().get(BATCH_ID))) {
                return true;
            }
        }
        return false;
    }

    private void restore(LakeTable name, Set<String> keys, Long snapshot) {
        Table table = tables.get(name);
        if (table.currentSnapshot() == null) {
            return;
        }
        if (snapshot != null && table.snapshot(snapshot) == null) {
            throw new IllegalStateException(
                    "Snapshot %d of %s is gone, by which a batch that was cut short would be undone: retract the %d keys that \"open\" in the state object names, with the earlier release, and load them"
                            .formatted(snapshot, name.title(), keys.size()));
        }
        try (RecordFiles files = new RecordFiles(table)) {
            if (snapshot != null) {
                append(name, keys, snapshot, files);
            }
            writer.commit(name, new FileChanges(files.complete(), deletes(name, keys)));
        }
    }

    private void append(LakeTable name, Set<String> keys, long snapshot, RecordFiles files) {
        Table table = tables.get(name);
        List<String> columns =
                table.schema().columns().stream().map(field -> field.name()).toList();
        RecordFactory rows = RecordFactory.of(table, columns);
        new TableReader(tables)
                .forEachOfSnapshot(snapshot, name, Conditions.mayBeText("object_key", keys), columns, row -> {
                    if (keys.contains(RecordFactory.text(row, "object_key"))) {
                        files.write(rows.row(columns.stream().map(row::getField).toArray()));
                    }
                });
    }

    private List<DeleteFile> deletes(LakeTable name, Set<String> keys) {
        EqualityDeletes deletes = new EqualityDeletes(tables.get(name), List.of("object_key"));
        List<Record> rows = keys.stream().map(key -> deletes.key(key)).toList();
        if (!name.isByDay()) {
            return deletes.write(rows);
        }
        Map<Long, List<Record>> byDay = new TreeMap<>();
        new TableReader(tables)
                .forEachFile(
                        name,
                        Conditions.mayBeText("object_key", keys),
                        file -> byDay.put((long) file.file().partition().get(0, Integer.class), rows));
        return deletes.writeByDay(byDay);
    }
}
