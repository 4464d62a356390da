package com.sparkify.etl.silver;

import static org.apache.iceberg.expressions.Expressions.equal;

import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.table.EqualityDeletes;
import com.sparkify.etl.table.FileChanges;
import com.sparkify.etl.table.FileTimes;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.TableReader;
import com.sparkify.etl.table.TableWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.data.Record;

/**
 * The tables that hold the contributions of objects. A batch appends its rows; the rows it replaces are deleted last.
 */
public final class Silver {
    private static final List<LakeTable> BY_OBJECT =
            List.of(LakeTable.PLAY_RECORDS, LakeTable.SONG_RECORDS, LakeTable.REJECTED_ROWS);
    private static final List<String> CONTRIBUTION = List.of("object_key", "batch_id");

    private final LakeTables tables;
    private final TableReader reader;
    private final TableWriter writer;

    public Silver(LakeTables tables, TableWriter writer) {
        this.tables = tables;
        this.reader = new TableReader(tables);
        this.writer = writer;
    }

    /**
     * The present or former contribution of an object.
     *
     * @param batchId the batch that read it; null if it was loaded before rows carried their batch
     * @param playTimes time ranges of its plays, in epoch milliseconds
     */
    public record Contribution(
            String objectKey, String batchId, long plays, long songs, long rejected, LongRanges playTimes) {}

    /**
     * Appends the rows of a batch, one commit for each table. Their order does not matter: a batch that is not booked
     * is undone whichever tables were committed.
     */
    public void append(SilverFiles files) {
        writer.commit(files.byTable());
    }

    /** Returns time ranges of the batch's plays from metadata, in epoch milliseconds. They may cover more. */
    public LongRanges playTimes(String batchId) {
        List<LongRanges> times = new ArrayList<>();
        reader.forEachFile(
                LakeTable.PLAY_RECORDS,
                equal("batch_id", batchId),
                file -> times.add(FileTimes.of(file).range()));
        return times.stream().reduce(LongRanges.NONE, LongRanges::union);
    }

    /**
     * Deletes replaced rows.
     *
     * @param replaced at most one contribution of each object
     */
    public void remove(Collection<Contribution> replaced) {
        EqualityDeletes songs = new EqualityDeletes(tables.get(LakeTable.SONG_RECORDS), CONTRIBUTION);
        EqualityDeletes rejected = new EqualityDeletes(tables.get(LakeTable.REJECTED_ROWS), CONTRIBUTION);
        List<Contribution> plays = new ArrayList<>();
        List<Record> songRows = new ArrayList<>();
        List<Record> rejectedRows = new ArrayList<>();
        for (Contribution one : replaced) {
            if (one.plays() > 0) {
                plays.add(one);
            }
            if (one.songs() > 0) {
                songRows.add(songs.key(one.objectKey(), one.batchId()));
            }
            if (one.rejected() > 0) {
                rejectedRows.add(rejected.key(one.objectKey(), one.batchId()));
            }
        }
        removePlays(plays);
        delete(LakeTable.SONG_RECORDS, new FileChanges(List.of(), songs.write(songRows)));
        delete(LakeTable.REJECTED_ROWS, new FileChanges(List.of(), rejected.write(rejectedRows)));
    }

    private void removePlays(List<Contribution> replaced) {
        EqualityDeletes deletes = new EqualityDeletes(tables.get(LakeTable.PLAY_RECORDS), CONTRIBUTION);
        Map<String, Record> rows = new HashMap<>();
        replaced.forEach(one -> rows.put(one.objectKey(), deletes.key(one.objectKey(), one.batchId())));
        Map<Long, List<Record>> byDay = new TreeMap<>();
        new PlayDays(reader)
                .of(replaced)
                .forEach((day, keys) ->
                        byDay.put(day, keys.stream().map(rows::get).toList()));
        delete(LakeTable.PLAY_RECORDS, new FileChanges(List.of(), deletes.writeByDay(byDay)));
    }

    /** Deletes all rows of a batch that is undone. */
    public void removeBatch(String batchId) {
        EqualityDeletes plays = new EqualityDeletes(tables.get(LakeTable.PLAY_RECORDS), List.of("batch_id"));
        Map<Long, List<Record>> byDay = new TreeMap<>();
        reader.forEachFile(
                LakeTable.PLAY_RECORDS,
                equal("batch_id", batchId),
                file -> byDay.put((long) file.file().partition().get(0, Integer.class), List.of(plays.key(batchId))));
        delete(LakeTable.PLAY_RECORDS, new FileChanges(List.of(), plays.writeByDay(byDay)));
        for (LakeTable table : List.of(LakeTable.SONG_RECORDS, LakeTable.REJECTED_ROWS)) {
            EqualityDeletes rows = new EqualityDeletes(tables.get(table), List.of("batch_id"));
            List<Record> keys = new ArrayList<>();
            reader.forEachFile(table, equal("batch_id", batchId), file -> {
                if (keys.isEmpty()) {
                    keys.add(rows.key(batchId));
                }
            });
            delete(table, new FileChanges(List.of(), rows.write(keys)));
        }
    }

    private void delete(LakeTable table, FileChanges deletes) {
        writer.commit(table, deletes);
    }
}
