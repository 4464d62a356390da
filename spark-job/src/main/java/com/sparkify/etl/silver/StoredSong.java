package com.sparkify.etl.silver;

import com.sparkify.etl.source.SongKey;
import com.sparkify.etl.source.SongRecord;
import com.sparkify.etl.table.RecordFactory;
import java.util.List;
import org.apache.iceberg.data.Record;

/**
 * A song as an object contributed it.
 *
 * @param line the record's ordinal in its object, from 1
 * @param length the duration rounded to 5 decimals, in plain digits; null if there is none
 * @param batchId the batch that read it; null if it was loaded before rows carried their batch
 */
public record StoredSong(
        String objectKey,
        long line,
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
        String batchId)
        implements Copy {
    public static final List<String> COLUMNS = List.of(
            "object_key",
            "line",
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
            "batch_id");

    static StoredSong of(String objectKey, long line, SongRecord song, String batchId) {
        return new StoredSong(
                objectKey,
                line,
                song.songId(),
                song.title(),
                song.artistId(),
                song.year(),
                number(song.duration()),
                song.length(),
                song.artistName(),
                song.artistLocation(),
                number(song.artistLatitude()),
                number(song.artistLongitude()),
                batchId);
    }

    private static Double number(String text) {
        return text == null ? null : Double.valueOf(text);
    }

    /** Returns the key of matching plays, or null if no play can match. */
    public SongKey songKey() {
        return SongKey.of(title, artistName, length);
    }

    Record row(RecordFactory rows) {
        return rows.row(
                objectKey,
                line,
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
                batchId);
    }

    /** Converts a row with {@link #COLUMNS}. */
    public static StoredSong of(Record row) {
        return new StoredSong(
                RecordFactory.text(row, "object_key"),
                RecordFactory.number(row, "line"),
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
                RecordFactory.text(row, "batch_id"));
    }
}
