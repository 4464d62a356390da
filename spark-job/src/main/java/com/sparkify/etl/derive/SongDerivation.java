package com.sparkify.etl.derive;

import com.sparkify.etl.key.Cells;
import com.sparkify.etl.key.KeyHash;
import com.sparkify.etl.silver.BatchScope;
import com.sparkify.etl.silver.Copy;
import com.sparkify.etl.silver.Lookups;
import com.sparkify.etl.silver.StoredSong;
import com.sparkify.etl.source.SongKey;
import com.sparkify.etl.table.Conditions;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.RecordFactory;
import com.sparkify.etl.table.Selection;
import com.sparkify.etl.table.TableReader;
import com.sparkify.etl.table.TableWriter;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Derives songs: each row is that of the greatest copy of the song. */
final class SongDerivation {
    private static final int AT_ONCE = 50_000;

    private final LakeTables tables;
    private final TableReader reader;
    private final TableWriter writer;
    private final Lookups lookups;

    SongDerivation(LakeTables tables, TableWriter writer) {
        this.tables = tables;
        this.reader = new TableReader(tables);
        this.writer = writer;
        this.lookups = new Lookups(reader);
    }

    /**
     * Effects of the derived songs.
     *
     * @param artistIds artists of all copies, including those that do not count
     * @param songKeys song keys of all copies, including those that do not count
     */
    record Consequences(DerivationChanges changed, Set<String> artistIds, Set<SongKey> songKeys) {}

    /** Returns the ids of all songs that the objects contain or contained. */
    Set<String> songsIn(Collection<String> objects) {
        Set<String> keys = Set.copyOf(objects);
        return new HashSet<>(reader.listOfPruned(
                LakeTable.SONG_RECORDS,
                Conditions.mayBeText("object_key", keys),
                List.of("object_key", "song_id"),
                row -> keys.contains(RecordFactory.text(row, "object_key")),
                row -> RecordFactory.text(row, "song_id")));
    }

    Consequences derive(Collection<String> songIds, BatchScope scope) {
        Consequences all = new Consequences(DerivationChanges.NOTHING, new HashSet<>(), new HashSet<>());
        // each portion covers its own range of hashes, so a look-up of a key reads the files of one portion
        List<String> ids = KeyHash.sorted(songIds);
        for (int start = 0; start < ids.size(); start += AT_ONCE) {
            Set<String> some = new HashSet<>(ids.subList(start, Math.min(ids.size(), start + AT_ONCE)));
            DerivationChanges changed = derive(some, scope, all);
            all = new Consequences(all.changed().and(changed), all.artistIds(), all.songKeys());
        }
        return all;
    }

    private DerivationChanges derive(Set<String> songIds, BatchScope scope, Consequences consequences) {
        Map<String, StoredSong> greatest = new HashMap<>();
        for (StoredSong copy : copies(songIds)) {
            note(copy.artistId(), copy.songKey(), consequences);
            if (scope.counts(copy.objectKey(), copy.batchId())) {
                greatest.merge(copy.songId(), copy, Copy::greater);
            }
        }
        Map<String, SongRow> expected = new HashMap<>();
        greatest.forEach((id, copy) -> expected.put(id, SongRow.of(copy)));
        RowDifference.Current<String, SongRow> current = current(songIds);
        current.all().forEach(song -> note(song.artistId(), song.songKey(), consequences));
        RowDifference<String, SongRow> difference = current.to(expected);
        writer.commit(
                LakeTable.SONGS,
                new DimensionWriter(tables)
                        .write(LakeTable.SONGS, SongRow.COLUMNS, difference, (rows, song) -> song.row(rows)));
        return DerivationChanges.of(
                LakeTable.SONGS,
                difference.keys().stream()
                        .filter(id -> !SongRow.lookAlike(
                                difference.removed().get(id), difference.added().get(id)))
                        .mapToLong(id -> Cells.ofHash(KeyHash.of(id)))
                        .toArray(),
                difference.keys().size());
    }

    private static void note(String artistId, SongKey songKey, Consequences consequences) {
        consequences.artistIds().add(artistId);
        if (songKey != null) {
            consequences.songKeys().add(songKey);
        }
    }

    private List<StoredSong> copies(Set<String> songIds) {
        Set<String> objects = lookups.objectsOf(songIds);
        return reader.listOfPruned(
                LakeTable.SONG_RECORDS,
                Conditions.mayBeText("object_key", objects),
                StoredSong.COLUMNS,
                row -> songIds.contains(RecordFactory.text(row, "song_id")),
                StoredSong::of);
    }

    private RowDifference.Current<String, SongRow> current(Set<String> songIds) {
        Selection selection = Selection.of("key_hash", KeyHash.ofAll(songIds));
        RowDifference.Current<String, SongRow> current = new RowDifference.Current<>();
        reader.forEach(LakeTable.SONGS, selection, SongRow.COLUMNS, row -> {
            if (songIds.contains(RecordFactory.text(row, "song_id"))) {
                current.add(RecordFactory.text(row, "song_id"), SongRow.of(row));
            }
        });
        return current;
    }
}
