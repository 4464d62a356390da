package com.sparkify.etl.source;

/** Content type of an input object: activity log lines, or records of the song catalogue. */
public enum Kind {
    LOG,
    SONG;

    /** Returns the kind's text in {@code load_history}. */
    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
