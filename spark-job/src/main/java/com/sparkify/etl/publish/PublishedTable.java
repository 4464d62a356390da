package com.sparkify.etl.publish;

import com.sparkify.etl.table.LakeTable;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Layout of a published table: exactly these columns, the key first or, for songplays, the id. */
enum PublishedTable {
    SONGPLAYS(
            LakeTable.SONGPLAYS,
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
            "month"),
    TIME(LakeTable.TIME, "start_time", "hour", "day", "week", "month", "year", "weekday"),
    USERS(LakeTable.USERS, "user_id", "first_name", "last_name", "gender", "level"),
    SONGS(LakeTable.SONGS, "song_id", "title", "artist_id", "year", "duration"),
    ARTISTS(LakeTable.ARTISTS, "artist_id", "name", "location", "latitude", "longitude");

    private static final Pattern DAY = Pattern.compile("/year=(\\d+)/month=(\\d+)/day=(\\d+)/");

    private final LakeTable table;
    private final List<String> columns;

    PublishedTable(LakeTable table, String... columns) {
        this.table = table;
        this.columns = List.of(columns);
    }

    static PublishedTable of(LakeTable table) {
        return valueOf(table.name());
    }

    LakeTable table() {
        return table;
    }

    List<String> columns() {
        return columns;
    }

    String title() {
        return table.title();
    }

    boolean isByDay() {
        return table.isByDay();
    }

    /** Returns the folder of all files of the table, relative to the published root. */
    String folder() {
        return title() + "/";
    }

    String folder(LocalDate day) {
        // not %d: some locales have digits of their own
        return folder() + "year=" + day.getYear() + "/month=" + day.getMonthValue() + "/day=" + day.getDayOfMonth()
                + "/";
    }

    /** Returns the day of a path that starts like {@link #folder(LocalDate)}, or null. */
    static LocalDate dayOf(String path) {
        Matcher day = DAY.matcher(path);
        return day.find()
                ? LocalDate.of(
                        Integer.parseInt(day.group(1)), Integer.parseInt(day.group(2)), Integer.parseInt(day.group(3)))
                : null;
    }
}
