package com.sparkify.etl.table;

import static org.apache.iceberg.expressions.Expressions.alwaysTrue;
import static org.assertj.core.api.Assertions.assertThat;

import com.sparkify.etl.key.LongRanges;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.Test;

/** Random changes, with upkeep after each where rows changed: the current rows are always those written last. */
class CompactionTest {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final List<String> SONGPLAY = List.of("songplay_id", "start_time", "level");
    private static final List<String> SONGPLAY_KEY = List.of("songplay_id", "start_time");
    private static final List<String> PLAY = List.of("object_key", "start_time", "line", "batch_id");
    private static final List<String> CONTRIBUTION = List.of("object_key", "batch_id");

    private final Catalog catalog = InMemoryLake.catalog();
    private final LakeTables tables = LakeTables.open(catalog);
    private final TableWriter writer = new TableWriter(tables, "run", () -> {});
    private final Upkeep upkeep = new Upkeep(tables, () -> {});
    private final Random random = new Random(7);

    /** Enough for each level to be joined several times. */
    private static final int STEPS = Integer.getInteger("compaction.steps", 80);

    @Test
    void rowsThatAreReplacedByKeyStayAsTheyWereWrittenLast() {
        Table table = tables.get(LakeTable.SONGPLAYS);
        Map<String, String> expected = new TreeMap<>();
        for (int step = 0; step < 2 * STEPS; step++) {
            EqualityDeletes deletes = new EqualityDeletes(table, SONGPLAY_KEY);
            RecordFactory rows = RecordFactory.of(table, SONGPLAY);
            List<Record> removed = new ArrayList<>();
            LongRanges touched = LongRanges.NONE;
            try (RecordFiles files = new RecordFiles(table)) {
                for (int change = random.nextInt(1, 4); change > 0; change--) {
                    int key = random.nextInt(60);
                    long start = key * (2 * DAY / 60);
                    if (touched.contains(start)) {
                        continue; // one commit changes a row once
                    }
                    if (expected.remove("play" + key) != null) {
                        removed.add(deletes.key("play" + key, RecordFactory.time(start)));
                    }
                    if (random.nextInt(4) > 0) {
                        expected.put("play" + key, "level" + step);
                        files.write(rows.row("play" + key, RecordFactory.time(start), "level" + step));
                    }
                    touched = touched.union(LongRanges.of(start, start + 1));
                }
                writer.commit(
                        LakeTable.SONGPLAYS, new FileChanges(files.complete(), deletes.writeByStartTime(removed)));
            }
            upkeep.joinSmallFiles(touched);
            writer.begin("next");
            assertThat(rows(LakeTable.SONGPLAYS, "songplay_id", "level"))
                    .as("step " + step)
                    .isEqualTo(expected);
        }
        assertThat(files(table)).isLessThan(60);
    }

    @Test
    void rowsThatAreReplacedByObjectStayAsTheyWereWrittenLast() {
        Table table = tables.get(LakeTable.PLAY_RECORDS);
        Map<String, String> expected = new TreeMap<>();
        Map<Integer, Integer> batches = new TreeMap<>();
        for (int step = 0; step < STEPS; step++) {
            int object = random.nextInt(12);
            String key = "log_data/" + object;
            EqualityDeletes deletes = new EqualityDeletes(table, CONTRIBUTION);
            RecordFactory rows = RecordFactory.of(table, PLAY);
            Integer before = batches.put(object, step);
            expected.keySet().removeIf(line -> line.startsWith(key + "|"));
            LongRanges touched = LongRanges.NONE;
            try (RecordFiles files = new RecordFiles(table)) {
                for (long line = 0; line < 3; line++) {
                    long start = object * DAY / 24 + line * DAY / 8;
                    files.write(rows.row(key, RecordFactory.time(start), line, "batch" + step));
                    expected.put(key + "|" + line, "batch" + step);
                    // only the first line is told of: the others lie in the same day and must be looked at all the same
                    touched = line == 0 ? LongRanges.of(start, start + 1) : touched;
                }
                writer.commit(LakeTable.PLAY_RECORDS, new FileChanges(files.complete(), List.of()));
            }
            if (before != null) {
                List<Record> gone = List.of(deletes.key(key, "batch" + before));
                writer.commit(LakeTable.PLAY_RECORDS, new FileChanges(List.of(), deletes.writeByDay(Map.of(0L, gone))));
            }
            upkeep.joinSmallFiles(touched);
            writer.begin("next");
            Map<String, String> now = new TreeMap<>();
            new TableReader(tables)
                    .forEach(
                            LakeTable.PLAY_RECORDS,
                            Selection.ALL,
                            PLAY,
                            row -> assertThat(now.put(
                                            RecordFactory.text(row, "object_key") + "|"
                                                    + RecordFactory.number(row, "line"),
                                            RecordFactory.text(row, "batch_id")))
                                    .isNull());
            assertThat(now).as("step " + step).isEqualTo(expected);
        }
        assertThat(files(table)).isLessThan(60);
    }

    @Test
    void deletesAreMergedWhereNoDataFileIsSmall() {
        EqualityDeletes deletes = new EqualityDeletes(tables.get(LakeTable.PLAY_RECORDS), CONTRIBUTION);
        Map<Long, Integer> expected = new TreeMap<>();
        for (int object = 0; object < 60; object++) {
            expected.put((long) object, object);
        }
        append(expected, 0);
        for (int object = 0; object < 50; object++) {
            if (object == 25) {
                // a replaced object that comes back is newer than the deletes before it
                append(Map.of(3L, 3), 0);
                expected.put(3L, 3);
            }
            List<Record> gone = List.of(deletes.key("log_data/" + object, "batch"));
            writer.commit(LakeTable.PLAY_RECORDS, new FileChanges(List.of(), deletes.writeByDay(Map.of(0L, gone))));
            expected.remove((long) object);
            upkeep.joinSmallFiles(LongRanges.of(0, 1));
            writer.begin("next");
        }
        assertThat(lines()).containsExactlyElementsOf(expected.keySet());
        assertThat(files(tables.get(LakeTable.PLAY_RECORDS))).isLessThan(2 * Levels.FILES);
    }

    @Test
    void aDeleteByAnotherWriterDuringCompactionIsNotLost() {
        for (long line = 0; line < 12; line++) {
            append(Map.of(line, (int) line), 0);
            append(Map.of(line, (int) line), 1);
        }
        int[] commits = {0};
        Runnable other = () -> {
            if (commits[0]++ == 0) {
                LakeTables theirs = LakeTables.open(catalog);
                EqualityDeletes deletes = new EqualityDeletes(theirs.get(LakeTable.PLAY_RECORDS), CONTRIBUTION);
                List<Record> gone = List.of(deletes.key("log_data/5", "batch"));
                new TableWriter(theirs, "other", () -> {})
                        .commit(
                                LakeTable.PLAY_RECORDS,
                                new FileChanges(List.of(), deletes.writeByDay(Map.of(0L, gone, 1L, gone))));
            }
        };
        new Upkeep(tables, other).joinSmallFiles(LongRanges.of(0, 2 * DAY));
        assertThat(commits[0]).isEqualTo(2);
        writer.begin("next");
        assertThat(lines()).hasSize(22).doesNotContain(5L);
        upkeep.joinSmallFiles(LongRanges.of(0, 2 * DAY));
        writer.begin("next");
        assertThat(lines()).hasSize(22).doesNotContain(5L);
        assertThat(files(tables.get(LakeTable.PLAY_RECORDS))).isLessThan(6);
    }

    @Test
    void longTextsAreSortedInPortions() {
        Table table = tables.get(LakeTable.PLAY_RECORDS);
        for (int file = 0; file < 4; file++) {
            append(Map.of((long) file, 40 - file), 0);
        }
        List<FileScanTask> tasks = new ArrayList<>();
        new TableReader(tables).forEachFile(LakeTable.PLAY_RECORDS, alwaysTrue(), tasks::add);
        // A scan plans manifests side by side, so its order differs from run to run.
        tasks.sort(Comparator.comparing(task -> task.file().fileSequenceNumber()));
        int textOfRow = "log_data/40batch".length();
        List<DataFile> written = new SortedRows(LakeTable.PLAY_RECORDS, table, 2 * textOfRow - 1).write(tasks);
        assertThat(written).singleElement().satisfies(file -> {
            List<Long> starts = new ArrayList<>();
            try (var rows = RecordReading.read(table, file, table.schema(), Map.of())) {
                rows.forEach(row -> starts.add(RecordFactory.millis(row, "start_time")));
            }
            assertThat(starts).hasSize(4).isNotEqualTo(starts.stream().sorted().toList());
            assertThat(starts.subList(0, 2)).isSorted();
            assertThat(starts.subList(2, 4)).isSorted();
        });
    }

    /** Appends one file with a play of each of some objects, given by line and number of the object. */
    private void append(Map<Long, Integer> objects, long day) {
        Table table = tables.get(LakeTable.PLAY_RECORDS);
        RecordFactory rows = RecordFactory.of(table, PLAY);
        try (RecordFiles files = new RecordFiles(table)) {
            objects.forEach((line, object) ->
                    files.write(rows.row("log_data/" + object, RecordFactory.time(day * DAY + object), line, "batch")));
            writer.commit(LakeTable.PLAY_RECORDS, new FileChanges(files.complete(), List.of()));
        }
        writer.begin("next");
    }

    private List<Long> lines() {
        List<Long> lines = new ArrayList<>();
        new TableReader(tables)
                .forEach(
                        LakeTable.PLAY_RECORDS,
                        Selection.ALL,
                        PLAY,
                        row -> lines.add(RecordFactory.number(row, "line")));
        return lines.stream().sorted().toList();
    }

    private Map<String, String> rows(LakeTable table, String key, String value) {
        Map<String, String> rows = new TreeMap<>();
        new TableReader(tables)
                .forEach(
                        table,
                        Selection.ALL,
                        List.of(key, value),
                        row -> assertThat(rows.put(RecordFactory.text(row, key), RecordFactory.text(row, value)))
                                .isNull());
        return rows;
    }

    private static int files(Table table) {
        Map<String, String> summary = table.currentSnapshot().summary();
        return Integer.parseInt(summary.get("total-data-files")) + Integer.parseInt(summary.get("total-delete-files"));
    }
}
