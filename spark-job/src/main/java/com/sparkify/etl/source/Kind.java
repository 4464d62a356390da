package com.sparkify.etl.source;

/** What an input object holds: activity log lines, or records of the song catalogue. */
public enum Kind {
    LOG,
    SONG;

    /** The kind as {@code load_history} spells it. */
    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
