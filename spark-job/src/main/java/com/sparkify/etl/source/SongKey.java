package com.sparkify.etl.source;

import com.sparkify.etl.key.KeyHash;
import java.io.Serializable;

/**
 * What a play and a song must share to match. No part is null.
 *
 * @param length rounded to 5 decimals, in plain digits
 */
public record SongKey(String title, String artist, String length) implements Serializable {
    /** The key, or null if a part is missing: then nothing matches. */
    public static SongKey of(String title, String artist, String length) {
        return title == null || artist == null || length == null ? null : new SongKey(title, artist, length);
    }

    /** No part contains a NUL: reading replaces it. */
    public long hash() {
        return KeyHash.of(title + '\0' + artist + '\0' + length);
    }
}
