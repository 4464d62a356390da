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

    /** Returns the hash; the NUL separator is unambiguous, because reading replaces NULs. */
    public long hash() {
        return KeyHash.of(title + '\0' + artist + '\0' + length);
    }
}
