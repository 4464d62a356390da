package com.sparkify.etl.publish;

import com.sparkify.etl.table.Tables;
import java.time.LocalDate;
import java.util.List;

/**
 * A table as it is published.
 *
 * @param name the table
 * @param isByDay one file a day, else one file
 * @param columns exactly those of the files, the key first
 */
record PublishedTable(String name, boolean isByDay, List<String> columns) {
    static final List<PublishedTable> ALL = List.of(
            new PublishedTable(
                    Tables.SONGPLAYS,
                    true,
                    List.of(
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
                            "month")),
            new PublishedTable(
                    Tables.TIME, true, List.of("start_time", "hour", "day", "week", "month", "year", "weekday")),
            new PublishedTable(Tables.USERS, false, List.of("user_id", "first_name", "last_name", "gender", "level")),
            new PublishedTable(Tables.SONGS, false, List.of("song_id", "title", "artist_id", "year", "duration")),
            new PublishedTable(
                    Tables.ARTISTS, false, List.of("artist_id", "name", "location", "latitude", "longitude")));

    /** The name under which the state keeps what is published of the table. */
    String consumer() {
        return "json/" + Tables.shortName(name);
    }

    String folder() {
        return Tables.shortName(name) + "/";
    }

    String fileName() {
        return Tables.shortName(name) + ".json";
    }

    /** The one file of a table that is not by day. */
    String file() {
        return folder() + fileName();
    }

    String file(LocalDate day) {
        // not %d: some locales have digits of their own, and Spark writes the same path without them
        return folder() + "year=" + day.getYear() + "/month=" + day.getMonthValue() + "/day=" + day.getDayOfMonth()
                + "/" + fileName();
    }
}
