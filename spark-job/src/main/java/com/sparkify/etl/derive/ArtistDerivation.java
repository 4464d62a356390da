package com.sparkify.etl.derive;

import com.sparkify.etl.key.Cells;
import com.sparkify.etl.key.KeyHash;
import com.sparkify.etl.key.Utf8Order;
import com.sparkify.etl.silver.Lookups;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.RecordFactory;
import com.sparkify.etl.table.Selection;
import com.sparkify.etl.table.TableReader;
import com.sparkify.etl.table.TableWriter;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.data.Record;

/** Derives artists: each row is that of the artist's best described song. */
final class ArtistDerivation {
    private static final int AT_ONCE = 50_000;
    /** Orders by the number of attributes, the year, and the song id descending; the greatest is the best. */
    private static final Comparator<SongRow> BEST_LAST = Comparator.comparingInt(SongRow::artistAttributes)
            .thenComparing(SongRow::year, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(SongRow::songId, Utf8Order.BY_BYTES.reversed());

    private static final List<String> COLUMNS =
            List.of("artist_id", "name", "location", "latitude", "longitude", "key_hash");

    private final LakeTables tables;
    private final TableReader reader;
    private final TableWriter writer;
    private final Lookups lookups;

    ArtistDerivation(LakeTables tables, TableWriter writer) {
        this.tables = tables;
        this.reader = new TableReader(tables);
        this.writer = writer;
        this.lookups = new Lookups(reader);
    }

    /** A row of the artist dimension. */
    private record Artist(String artistId, String name, String location, Double latitude, Double longitude) {
        static Artist of(SongRow song) {
            return new Artist(
                    song.artistId(),
                    song.artistName(),
                    song.artistLocation(),
                    song.artistLatitude(),
                    song.artistLongitude());
        }

        static Artist of(Record row) {
            return new Artist(
                    RecordFactory.text(row, "artist_id"),
                    RecordFactory.text(row, "name"),
                    RecordFactory.text(row, "location"),
                    (Double) row.getField("latitude"),
                    (Double) row.getField("longitude"));
        }

        Record row(RecordFactory rows) {
            return rows.row(artistId, name, location, latitude, longitude, KeyHash.of(artistId));
        }
    }

    DerivationChanges derive(Collection<String> artistIds) {
        DerivationChanges changed = DerivationChanges.NOTHING;
        // each portion covers its own range of hashes, so a look-up of a key reads the files of one portion
        List<String> ids = KeyHash.sorted(artistIds);
        for (int start = 0; start < ids.size(); start += AT_ONCE) {
            changed = changed.and(derive(new HashSet<>(ids.subList(start, Math.min(ids.size(), start + AT_ONCE)))));
        }
        return changed;
    }

    private DerivationChanges derive(Set<String> artistIds) {
        Map<String, SongRow> best = new HashMap<>();
        Set<Long> songs = KeyHash.ofAll(lookups.songsOf(artistIds));
        reader.forEach(LakeTable.SONGS, Selection.of("key_hash", songs), SongRow.COLUMNS, row -> {
            if (artistIds.contains(RecordFactory.text(row, "artist_id"))) {
                SongRow song = SongRow.of(row);
                best.merge(song.artistId(), song, (one, two) -> BEST_LAST.compare(one, two) >= 0 ? one : two);
            }
        });
        Map<String, Artist> expected = new HashMap<>();
        best.forEach((id, song) -> expected.put(id, Artist.of(song)));
        RowDifference.Current<String, Artist> current = new RowDifference.Current<>();
        reader.forEach(LakeTable.ARTISTS, Selection.of("key_hash", KeyHash.ofAll(artistIds)), COLUMNS, row -> {
            if (artistIds.contains(RecordFactory.text(row, "artist_id"))) {
                current.add(RecordFactory.text(row, "artist_id"), Artist.of(row));
            }
        });
        RowDifference<String, Artist> difference = current.to(expected);
        writer.commit(
                LakeTable.ARTISTS,
                new DimensionWriter(tables)
                        .write(LakeTable.ARTISTS, COLUMNS, difference, (rows, artist) -> artist.row(rows)));
        return DerivationChanges.of(
                LakeTable.ARTISTS,
                difference.keys().stream()
                        .mapToLong(id -> Cells.ofHash(KeyHash.of(id)))
                        .toArray(),
                difference.keys().size());
    }
}
