package com.sparkify.law;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tables of the contract: their columns in order; the first {@code keyColumns} identify a row. */
enum Table {
    SONGPLAYS(
            1,
            "songplay_id:text start_time:time user_id:text level:text song_id:text artist_id:text session_id:integer"
                    + " location:text user_agent:text year:integer month:integer"),
    USERS(1, "user_id:text first_name:text last_name:text gender:text level:text"),
    SONGS(1, "song_id:text title:text artist_id:text year:integer duration:double"),
    ARTISTS(1, "artist_id:text name:text location:text latitude:double longitude:double"),
    TIME(1, "start_time:time hour:integer day:integer week:integer month:integer year:integer weekday:integer"),
    REJECTED_ROWS(2, "object_key:text line:integer raw:text raw_sha256:text");

    enum Type {
        TEXT,
        INTEGER,
        DOUBLE,
        TIME
    }

    record Column(String name, Type type) {}

    private final int keyColumns;
    private final List<Column> columns = new ArrayList<>();

    Table(int keyColumns, String columns) {
        this.keyColumns = keyColumns;
        for (String column : columns.split(" ")) {
            String[] parts = column.split(":");
            this.columns.add(new Column(parts[0], Type.valueOf(parts[1].toUpperCase(Locale.ROOT))));
        }
    }

    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<Column> columns() {
        return columns;
    }

    List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    int keyColumns() {
        return keyColumns;
    }

    boolean isPublished() {
        return this != REJECTED_ROWS;
    }

    boolean isPartitioned() {
        return this == SONGPLAYS || this == TIME;
    }
}
