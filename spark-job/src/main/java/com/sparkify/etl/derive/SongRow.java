package com.sparkify.etl.derive;

import com.sparkify.etl.key.KeyHash;
import com.sparkify.etl.silver.StoredSong;
import com.sparkify.etl.source.SongKey;
import com.sparkify.etl.table.RecordFactory;
import java.util.List;
import java.util.Objects;
import org.apache.iceberg.data.Record;

/** A row of the song dimension, with the columns that matching and artists need. */
record SongRow(
        String songId,
        String title,
        String artistId,
        Integer year,
        Double duration,
        String length,
        String artistName,
        String artistLocation,
        Double artistLatitude,
        Double artistLongitude,
        String objectKey) {
    static final List<String> COLUMNS = List.of(
            "song_id",
            "title",
            "artist_id",
            "year",
            "duration",
            "length",
            "artist_name",
            "artist_location",
            "artist_latitude",
            "artist_longitude",
            "object_key",
            "key_hash");

    static SongRow of(StoredSong song) {
        return new SongRow(
                song.songId(),
                song.title(),
                song.artistId(),
                song.year(),
                song.duration(),
                song.length(),
                song.artistName(),
                song.artistLocation(),
                song.artistLatitude(),
                song.artistLongitude(),
                song.objectKey());
    }

    static SongRow of(Record row) {
        return new SongRow(
                RecordFactory.text(row, "song_id"),
                RecordFactory.text(row, "title"),
                RecordFactory.text(row, "artist_id"),
                (Integer) row.getField("year"),
                (Double) row.getField("duration"),
                RecordFactory.text(row, "length"),
                RecordFactory.text(row, "artist_name"),
                RecordFactory.text(row, "artist_location"),
                (Double) row.getField("artist_latitude"),
                (Double) row.getField("artist_longitude"),
                RecordFactory.text(row, "object_key"));
    }

    Record row(RecordFactory rows) {
        return rows.row(
                songId,
                title,
                artistId,
                year,
                duration,
                length,
                artistName,
                artistLocation,
                artistLatitude,
                artistLongitude,
                objectKey,
                KeyHash.of(songId));
    }

    SongKey songKey() {
        return SongKey.of(title, artistName, length);
    }

    /** Returns the number of artist attributes that are neither null nor empty. */
    int artistAttributes() {
        int attributes = artistName == null || artistName.isEmpty() ? 0 : 1;
        attributes += artistLocation == null || artistLocation.isEmpty() ? 0 : 1;
        attributes += artistLatitude == null ? 0 : 1;
        return attributes + (artistLongitude == null ? 0 : 1);
    }

    /** Returns true if the published columns of both rows are equal; either may be null. */
    static boolean lookAlike(SongRow one, SongRow two) {
        return one != null
                && two != null
                && Objects.equals(one.title, two.title)
                && one.artistId.equals(two.artistId)
                && Objects.equals(one.year, two.year)
                && Objects.equals(one.duration, two.duration);
    }
}
