package com.sparkify.etl.erase;

import com.sparkify.etl.erase.FoundPlays.SongStart;
import com.sparkify.etl.source.NamedUsers;
import com.sparkify.etl.source.SongKey;
import com.sparkify.etl.table.FileErasure;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.RecordFactory;
import com.sparkify.etl.work.Work;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;

/**
 * Searches files of {@code play_records} for the plays of some users, or for other users' plays with the same start
 * times.
 */
final class PlaySearch implements Work<PlaySearch.Task, FoundPlays> {
    private static final List<String> COLUMNS =
            List.of("user_id", "start_time", "song", "artist", "length", "object_key");

    /**
     * Files to search.
     *
     * @param sharing null to find the users' plays, including deleted ones; otherwise the start times at which current
     * plays of other users are searched
     */
    record Task(ArrayList<FileScanTask> files, NamedUsers users, HashSet<Long> sharing) implements Serializable {}

    @Override
    public FoundPlays apply(LakeTables tables, Task task) {
        Table table = tables.get(LakeTable.PLAY_RECORDS);
        FoundPlays found = FoundPlays.nothing();
        for (FileScanTask file : task.files()) {
            if (task.sharing() == null) {
                FileErasure.forEachRow(table, file, COLUMNS, row -> {
                    if (isOf(task.users(), row)) {
                        add(found, row);
                    }
                });
            } else {
                FileErasure.forEachCurrentRow(table, file, COLUMNS, row -> {
                    if (task.sharing().contains(RecordFactory.millis(row, "start_time")) && !isOf(task.users(), row)) {
                        add(found, row);
                    }
                });
            }
        }
        return found;
    }

    private static boolean isOf(NamedUsers users, Record row) {
        return users.contains(RecordFactory.text(row, "user_id"));
    }

    private static void add(FoundPlays found, Record row) {
        long start = RecordFactory.millis(row, "start_time");
        found.starts().add(start);
        found.objects().add(RecordFactory.text(row, "object_key"));
        SongKey song = SongKey.of(
                RecordFactory.text(row, "song"), RecordFactory.text(row, "artist"), RecordFactory.text(row, "length"));
        if (song != null) {
            found.songStarts().add(new SongStart(song.hash(), start));
        }
    }
}
