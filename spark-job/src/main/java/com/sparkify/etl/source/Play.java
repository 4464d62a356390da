package com.sparkify.etl.source;

import com.sparkify.etl.key.KeyHash;

/**
 * A play as a log line describes it.
 *
 * @param ts epoch milliseconds, 0 to {@link #LAST_TS}
 * @param userId never empty
 * @param length the song's length rounded to 5 decimals, in plain digits; null if the line has none
 */
public record Play(
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

    /** Identifies copies of the same play. */
    public record NaturalKey(long sessionId, long itemInSession, String userId, long ts) {
        /** {@code sessionId|itemInSession|userId|ts}. */
        public String text() {
            return sessionId + "|" + itemInSession + "|" + userId + "|" + ts;
        }

        /** Returns a hash for counting copies: unlike for a SHA-256, keys can be chosen that have the same. */
        long hash() {
            long hash = userId.hashCode();
            hash = hash * 0x9E3779B97F4A7C15L + sessionId;
            hash = hash * 0x9E3779B97F4A7C15L + itemInSession;
            return hash * 0x9E3779B97F4A7C15L + ts;
        }

        /** Lower-case hex SHA-256 of {@link #text}. */
        public String songplayId() {
            return KeyHash.hex(text());
        }
    }

    public NaturalKey naturalKey() {
        return new NaturalKey(sessionId, itemInSession, userId, ts);
    }

    /** Returns the key of matching songs, or null if the line lacks a part of it. */
    public SongKey songKey() {
        return SongKey.of(song, artist, length);
    }
}
