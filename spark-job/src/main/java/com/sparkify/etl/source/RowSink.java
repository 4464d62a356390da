package com.sparkify.etl.source;

/** Takes the rows of one object while it is read; rows of an object that turns out unreadable may precede that outcome. */
public interface RowSink {
    /** @param line from 1 */
    void play(long line, Play play);

    /** @param ordinal of the record in its object, from 1 */
    void song(long ordinal, SongRecord song);

    void rejected(RejectedRow row);
}
