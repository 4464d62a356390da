package com.sparkify.etl.source;

import com.sparkify.etl.key.KeyHash;
import java.io.Serializable;

/**
 * Values that a play and a song must share to match. No part is null.
 *
 * @param length rounded to 5 decimals, in plain digits
 */
public record SongKey(String title, String artist, String length) implements Serializable {
    /** Returns the key, or null if a part is missing, in which case nothing matches. */
    public static SongKey of(String title, String artist, String length) {
        return title == null || artist == null || length == null ? null : new SongKey(title, artist, length);
    }

    // As the generated methods, which are slow until C2 compiles them: deriving calls these for each play.

    @Override
    public boolean equals(Object other) {
        return other instanceof SongKey key
                && title.equals(key.title)
                && artist.equals(key.artist)
                && length.equals(key.length);
    }

    @Override
    public int hashCode() {
        return (title.hashCode() * 31 + artist.hashCode()) * 31 + length.hashCode();
    }

    /** Returns the hash; the NUL separator is unambiguous, because reading replaces NULs. */
    public long hash() {
        return KeyHash.of(title + '\0' + artist + '\0' + length);
    }
}
