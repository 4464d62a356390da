package com.sparkify.etl.readback;

import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.etl.table.EqualityDeletes;
import com.sparkify.etl.table.FileChanges;
import com.sparkify.etl.table.InMemoryLake;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.RecordFactory;
import com.sparkify.etl.table.RecordFiles;
import com.sparkify.etl.table.TableWriter;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.junit.jupiter.api.Test;

class LastDaysTest {
    private static final Instant NOW = Instant.parse("2018-11-30T12:00:00Z");

    private final Catalog catalog = InMemoryLake.catalog();

    @Test
    void theCountsOfADayAreAddedUp() throws IOException {
        LakeTables tables = LakeTables.open(catalog);
        write(tables, "a", "superseded", "2018-11-29T23:59:59.999Z", 10L, 1L, 2L);
        write(tables, "b", "loaded", "2018-11-30T00:00:00Z", 20L, null, null);
        write(tables, "c", "loaded", "2018-11-30T00:00:00Z", 5L, 2L, 3L);
        write(tables, "d", "rejected", "2018-11-30T11:00:00Z", null, null, null);
        write(tables, "e", "loaded", "2018-11-23T11:59:59Z", 7L, 7L, 7L);

        assertThat(LastDays.answer(catalog, NOW))
                .hasToString("{\"newest\":{\"key\":\"c\",\"at\":\"2018-11-30T00:00:00Z\"},\"days\":["
                        + "{\"day\":\"2018-11-29\",\"refused\":0,\"rows_read\":10,\"rejected\":1,"
                        + "\"fields_unknown\":2,\"fields_missing\":0,\"fields_other_type\":0},"
                        + "{\"day\":\"2018-11-30\",\"refused\":1,\"rows_read\":25,\"rejected\":2,"
                        + "\"fields_unknown\":3,\"fields_missing\":0,\"fields_other_type\":0}]}");
    }

    @Test
    void theNewestObjectMayBeOlder() throws IOException {
        LakeTables tables = LakeTables.open(catalog);
        write(tables, "a", "loaded", "2018-01-01T00:00:00Z", 1L, 0L, 0L);
        write(tables, "b", "loaded", "2018-01-02T00:00:00Z", 1L, 0L, 0L);
        write(tables, "c", "loaded", "2018-01-03T00:00:00Z", 1L, 0L, 0L);
        EqualityDeletes deletes = new EqualityDeletes(tables.get(LakeTable.LOAD_HISTORY), List.of("object_key"));
        commit(tables, new FileChanges(List.of(), deletes.write(List.of(deletes.key("c")))));

        assertThat(LastDays.answer(catalog, NOW))
                .hasToString("{\"newest\":{\"key\":\"b\",\"at\":\"2018-01-02T00:00:00Z\"},\"days\":[]}");
    }

    @Test
    void aLakeOfAnEarlierReleaseLacksColumns() throws IOException {
        LakeTables tables = LakeTables.open(catalog);
        write(tables, "a", "loaded", "2018-11-30T00:00:00Z", 1L, 0L, 4L);
        tables.get(LakeTable.LOAD_HISTORY)
                .updateSchema()
                .deleteColumn("fields_unknown")
                .deleteColumn("fields_missing")
                .deleteColumn("fields_other_type")
                .commit();

        assertThat(LastDays.answer(catalog, NOW).get("days").get(0))
                .hasToString("{\"day\":\"2018-11-30\",\"refused\":0,\"rows_read\":1,\"rejected\":0}");
    }

    @Test
    void thereMayBeNoTable() throws IOException {
        assertThat(LastDays.answer(catalog, NOW)).isEmpty();
    }

    private static void write(
            LakeTables tables, String key, String status, String loadedAt, Long read, Long rejected, Long unknown) {
        Table history = tables.get(LakeTable.LOAD_HISTORY);
        RecordFactory rows = RecordFactory.of(
                history, List.of("object_key", "status", "loaded_at", "rows_read", "rejected", "fields_unknown"));
        try (RecordFiles files = new RecordFiles(history)) {
            files.write(rows.row(key, status, RecordFactory.time(Instant.parse(loadedAt)), read, rejected, unknown));
            commit(tables, new FileChanges(files.complete(), List.of()));
        }
    }

    private static void commit(LakeTables tables, FileChanges changes) {
        new TableWriter(tables, "run", () -> {}).commit(LakeTable.LOAD_HISTORY, changes);
    }
}
