package com.sparkify.etl.derive;

import com.sparkify.etl.source.Play;
import com.sparkify.etl.table.RecordFactory;
import java.time.LocalDate;
import java.util.List;
import org.apache.iceberg.data.Record;

/**
 * A row of the fact table.
 *
 * @param start epoch milliseconds
 */
record Songplay(
        String songplayId,
        long start,
        String userId,
        String level,
        String songId,
        String artistId,
        long sessionId,
        String location,
        String userAgent) {
    static final List<String> COLUMNS = List.of(
            "songplay_id",
            "start_time",
            "user_id",
            "level",
            "song_id",
            "artist_id",
            "session_id",
            "location",
            "user_agent",
            "year",
            "month");
    private static final long DAY = 86_400_000;
    static final List<String> KEY = List.of("songplay_id", "start_time");

    /** @param match the matching song, or null */
    static Songplay of(Play play, SongMatches.Match match) {
        return new Songplay(
                play.naturalKey().songplayId(),
                play.ts(),
                play.userId(),
                play.level(),
                match == null ? null : match.songId(),
                match == null ? null : match.artistId(),
                play.sessionId(),
                play.location(),
                play.userAgent());
    }

    static Songplay of(Record row) {
        return new Songplay(
                RecordFactory.text(row, "songplay_id"),
                RecordFactory.millis(row, "start_time"),
                RecordFactory.text(row, "user_id"),
                RecordFactory.text(row, "level"),
                RecordFactory.text(row, "song_id"),
                RecordFactory.text(row, "artist_id"),
                RecordFactory.number(row, "session_id"),
                RecordFactory.text(row, "location"),
                RecordFactory.text(row, "user_agent"));
    }

    Record row(RecordFactory rows) {
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(start, DAY));
        return rows.row(
                songplayId,
                RecordFactory.time(start),
                userId,
                level,
                songId,
                artistId,
                sessionId,
                location,
                userAgent,
                date.getYear(),
                date.getMonthValue());
    }
}
