package com.sparkify.etl.source;

/**
 * One play as one log line tells it.
 *
 * @param ts epoch milliseconds, 0 to {@link #LAST_TS}
 * @param userId never empty
 * @param length the song's length rounded to 5 decimals, in plain digits; null if the line has none
 */
record Play(
        long ts,
        String userId,
        long sessionId,
        long itemInSession,
        String level,
        String firstName,
        String lastName,
        String gender,
        String location,
        String userAgent,
        String song,
        String artist,
        String length) {
    /** The last millisecond of the year 9999. */
    static final long LAST_TS = 253402300799999L;

    String naturalKey() {
        return sessionId + "|" + itemInSession + "|" + userId + "|" + ts;
    }
}
