package com.sparkify.etl.run;

import static org.apache.iceberg.expressions.Expressions.alwaysTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sparkify.etl.lake.Lake;
import com.sparkify.etl.lake.ObjectStore;
import com.sparkify.etl.table.EqualityDeletes;
import com.sparkify.etl.table.FileChanges;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.RecordFactory;
import com.sparkify.etl.table.RecordFiles;
import com.sparkify.etl.table.TableReader;
import com.sparkify.etl.table.TableWriter;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;

/** Records which snapshots of the star tables belong together: those after a booked batch. */
final class ConsistentSets {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> KEY = List.of("batch_id", "written_at");
    private static final List<String> COLUMNS = Stream.concat(
                    KEY.stream(), LakeTable.STAR.stream().map(LakeTable::title))
            .toList();

    private final LakeTables tables;
    private final TableWriter writer;
    private final ObjectStore store;
    private final Lake lake;
    private final String runId;

    ConsistentSets(LakeTables tables, TableWriter writer, ObjectStore store, Lake lake, String runId) {
        this.tables = tables;
        this.writer = writer;
        this.store = store;
        this.lake = lake;
        this.runId = runId;
    }

    /** Returns true if the last recorded set names the tables' current snapshots. */
    boolean isCurrent() {
        JsonNode named = last().path("snapshots");
        Map<LakeTable, Long> snapshots = tables.snapshots();
        return LakeTable.STAR.stream().allMatch(table -> {
            Long snapshot = snapshots.get(table);
            return snapshot == null || named.path(table.title()).asLong() == snapshot;
        });
    }

    private JsonNode last() {
        return store.get(lake.current()).map(ConsistentSets::parsed).orElse(MAPPER.createObjectNode());
    }

    private static JsonNode parsed(ObjectStore.Content document) {
        try {
            return MAPPER.readTree(document.bytes());
        } catch (IOException e) {
            return MAPPER.createObjectNode(); // a document that cannot be parsed names no snapshots
        }
    }

    /**
     * Records the tables' current snapshots as the newest set of the last batch, after upkeep or an erasure.
     *
     * @param otherwise names the set if there was no batch yet
     * @return the time that identifies the set
     */
    Instant writeAnew(String otherwise) {
        return write(last().path("batch").asText(otherwise));
    }

    /**
     * Records the tables' current snapshots as the set of this batch.
     *
     * @return the time that identifies the set
     */
    Instant write(String batchId) {
        Map<LakeTable, Long> snapshots = tables.snapshots();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        ObjectNode document = MAPPER.createObjectNode()
                .put("version", 1)
                .put("batch", batchId)
                .put("run", runId)
                .put("writtenAt", now.toString());
        ObjectNode named = document.putObject("snapshots");
        List<Object> values = new ArrayList<>(List.of(batchId, runId, RecordFactory.time(now)));
        List<String> columns = new ArrayList<>(List.of("batch_id", "run_id", "written_at"));
        for (LakeTable table : LakeTable.STAR) {
            Long snapshot = snapshots.get(table);
            named.put(table.title(), snapshot);
            columns.add(table.title());
            values.add(snapshot);
        }
        Table sets = tables.get(LakeTable.CONSISTENT_SETS);
        try (RecordFiles files = new RecordFiles(sets)) {
            files.write(RecordFactory.of(sets, columns).row(values.toArray()));
            writer.commit(LakeTable.CONSISTENT_SETS, new FileChanges(files.complete(), List.of()));
        }
        store.put(lake.current(), bytes(document));
        return now;
    }

    /** Removes sets whose snapshots have expired, since they cannot be read any more. */
    void removeExpired() {
        Map<LakeTable, Set<Long>> kept = new EnumMap<>(LakeTable.class);
        LakeTable.STAR.forEach(table -> kept.put(table, snapshotsOf(tables.get(table))));
        EqualityDeletes deletes = new EqualityDeletes(tables.get(LakeTable.CONSISTENT_SETS), KEY);
        List<Record> expired = new TableReader(tables)
                .listOfPruned(
                        LakeTable.CONSISTENT_SETS,
                        alwaysTrue(),
                        COLUMNS,
                        row -> kept.entrySet().stream()
                                .anyMatch(table ->
                                        isGone(row.getField(table.getKey().title()), table.getValue())),
                        row -> deletes.key(row.getField("batch_id"), row.getField("written_at")));
        writer.commit(LakeTable.CONSISTENT_SETS, new FileChanges(List.of(), deletes.write(expired)));
    }

    private static boolean isGone(Object snapshot, Set<Long> kept) {
        return snapshot != null && !kept.contains((Long) snapshot);
    }

    private static Set<Long> snapshotsOf(Table table) {
        Set<Long> snapshots = new HashSet<>();
        table.snapshots().forEach(snapshot -> snapshots.add(snapshot.snapshotId()));
        return snapshots;
    }

    private static byte[] bytes(ObjectNode document) {
        try {
            return MAPPER.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree is always JSON", e);
        }
    }
}
