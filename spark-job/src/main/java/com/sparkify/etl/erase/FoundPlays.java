package com.sparkify.etl.erase;

import java.io.Serializable;
import java.util.HashSet;

/**
 * Plays found in data files.
 *
 * @param starts their start times
 * @param songStarts song hash and start time of each play with a song
 * @param objects input objects that contributed them
 */
record FoundPlays(HashSet<Long> starts, HashSet<SongStart> songStarts, HashSet<String> objects)
        implements Serializable {
    /** An entry of the look-up from songs to plays. */
    record SongStart(long songHash, long start) implements Serializable {}

    static FoundPlays nothing() {
        return new FoundPlays(new HashSet<>(), new HashSet<>(), new HashSet<>());
    }

    void add(FoundPlays other) {
        starts.addAll(other.starts);
        songStarts.addAll(other.songStarts);
        objects.addAll(other.objects);
    }
}
