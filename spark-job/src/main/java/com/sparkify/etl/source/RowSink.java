package com.sparkify.etl.source;

/** Consumes the rows of one object while it is read. Rows may precede the outcome that the object is unreadable. */
public interface RowSink {
    /** @param line from 1 */
    void play(long line, Play play);

    /** @param ordinal of the record in its object, from 1 */
    void song(long ordinal, SongRecord song);

    void rejected(RejectedRow row);
}
