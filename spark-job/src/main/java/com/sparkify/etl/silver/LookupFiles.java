package com.sparkify.etl.silver;

import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.table.FileChanges;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.RecordFactory;
import com.sparkify.etl.table.RecordFiles;
import com.sparkify.etl.table.Selection;
import com.sparkify.etl.table.TableReader;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.iceberg.Table;

/** Writes look-up entries for existing rows. */
public final class LookupFiles {
    private static final int SORTED = 200_000;

    private final LakeTables tables;
    private final TableReader reader;

    public LookupFiles(LakeTables tables) {
        this.tables = tables;
        this.reader = new TableReader(tables);
    }

    /** Returns uncommitted files with the entries of the plays in these time ranges. */
    public FileChanges ofPlays(LongRanges times) {
        return write(entries -> reader.forEach(
                LakeTable.PLAY_RECORDS,
                Selection.startsWithin(times),
                StoredPlay.COLUMNS,
                row -> entries.accept(Lookup.of(StoredPlay.of(row).play()))));
    }

    /** Returns uncommitted files with the entries of all songs. */
    public FileChanges ofSongs() {
        return write(entries -> reader.forEach(
                LakeTable.SONG_RECORDS,
                Selection.ALL,
                StoredSong.COLUMNS,
                row -> entries.accept(Lookup.of(StoredSong.of(row)))));
    }

    private FileChanges write(Consumer<Consumer<List<Lookup>>> source) {
        Table table = tables.get(LakeTable.LOOKUPS);
        RecordFactory rows = Lookup.rows(table);
        try (RecordFiles files = new RecordFiles(table)) {
            Set<Lookup> held = new HashSet<>();
            source.accept(entries -> {
                held.addAll(entries);
                if (held.size() >= SORTED) {
                    flush(held, rows, files);
                }
            });
            flush(held, rows, files);
            return new FileChanges(files.complete(), List.of());
        }
    }

    private static void flush(Set<Lookup> held, RecordFactory rows, RecordFiles files) {
        held.stream()
                .sorted(Comparator.comparing(Lookup::kind).thenComparing(Lookup.CLUSTERED))
                .forEach(entry -> files.write(entry.row(rows)));
        held.clear();
    }
}
