package com.sparkify.etl.silver;

import com.sparkify.etl.source.Play;
import com.sparkify.etl.source.RejectedRow;
import com.sparkify.etl.source.SongRecord;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.RecordFactory;
import com.sparkify.etl.table.RecordFiles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Writes contributions, sorted in bounded chunks, to uncommitted files. */
final class SilverWriter {
    private static final int SORTED_PLAYS = 50_000;
    private static final int SORTED_LOOKUPS = 200_000;
    private static final List<String> REJECTED_COLUMNS =
            List.of("object_key", "line", "reason", "raw", "raw_sha256", "run_id", "batch_id", "user_id");

    private final LakeTables tables;
    private final String batchId;
    private final String runId;
    private final Map<LakeTable, RecordFiles> files = new EnumMap<>(LakeTable.class);
    private final List<StoredPlay> plays = new ArrayList<>();
    private final Map<Lookup.Kind, List<Lookup>> lookups = new EnumMap<>(Lookup.Kind.class);
    private int lookupCount;
    private final RecordFactory playRows;
    private final RecordFactory songRows;
    private final RecordFactory rejectedRows;
    private final RecordFactory lookupRows;

    SilverWriter(LakeTables tables, String batchId, String runId) {
        this.tables = tables;
        this.batchId = batchId;
        this.runId = runId;
        this.playRows = StoredPlay.rows(tables.get(LakeTable.PLAY_RECORDS));
        this.songRows = RecordFactory.of(tables.get(LakeTable.SONG_RECORDS), StoredSong.COLUMNS);
        this.rejectedRows = RecordFactory.of(tables.get(LakeTable.REJECTED_ROWS), REJECTED_COLUMNS);
        this.lookupRows = Lookup.rows(tables.get(LakeTable.LOOKUPS));
    }

    void play(String objectKey, long line, Play play) {
        plays.add(new StoredPlay(objectKey, line, batchId, play));
        if (plays.size() >= SORTED_PLAYS) {
            writePlays();
        }
        add(Lookup.of(play));
    }

    void song(String objectKey, long ordinal, SongRecord song) {
        StoredSong stored = StoredSong.of(objectKey, ordinal, song, batchId);
        filesOf(LakeTable.SONG_RECORDS).write(stored.row(songRows));
        add(Lookup.of(stored));
    }

    private void add(List<Lookup> entries) {
        for (Lookup entry : entries) {
            lookups.computeIfAbsent(entry.kind(), kind -> new ArrayList<>()).add(entry);
        }
        lookupCount += entries.size();
        if (lookupCount >= SORTED_LOOKUPS) {
            writeLookups();
        }
    }

    void rejected(String objectKey, RejectedRow row) {
        filesOf(LakeTable.REJECTED_ROWS)
                .write(rejectedRows.row(
                        objectKey, row.line(), row.reason(), row.raw(), row.sha256(), runId, batchId, row.userId()));
    }

    private void writePlays() {
        plays.sort(Comparator.comparingLong(stored -> stored.play().ts()));
        plays.forEach(stored -> filesOf(LakeTable.PLAY_RECORDS).write(stored.row(playRows)));
        plays.clear();
    }

    private void writeLookups() {
        lookups.values().forEach(this::writeLookups);
        lookups.clear();
        lookupCount = 0;
    }

    /** Writes entries of one kind. A user has many plays in an hour: equal entries are adjacent and written once. */
    private void writeLookups(List<Lookup> entries) {
        entries.sort(Lookup.CLUSTERED);
        Lookup before = null;
        for (Lookup entry : entries) {
            if (before == null || Lookup.CLUSTERED.compare(entry, before) != 0) {
                filesOf(LakeTable.LOOKUPS).write(entry.row(lookupRows));
            }
            before = entry;
        }
    }

    private RecordFiles filesOf(LakeTable table) {
        return files.computeIfAbsent(table, name -> new RecordFiles(tables.get(name)));
    }

    SilverFiles complete() {
        writePlays();
        writeLookups();
        SilverFiles written = SilverFiles.NONE;
        for (Map.Entry<LakeTable, RecordFiles> entry : files.entrySet()) {
            written =
                    written.and(SilverFiles.of(entry.getKey(), entry.getValue().complete()));
        }
        return written;
    }

    /** Deletes the written files. */
    void abort() {
        files.values().forEach(RecordFiles::abort);
    }
}
