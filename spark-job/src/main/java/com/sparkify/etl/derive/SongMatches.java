package com.sparkify.etl.derive;

import com.sparkify.etl.key.KeyHash;
import com.sparkify.etl.key.Utf8Order;
import com.sparkify.etl.silver.Lookups;
import com.sparkify.etl.source.SongKey;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.RecordFactory;
import com.sparkify.etl.table.Selection;
import com.sparkify.etl.table.TableReader;
import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the song that a play matches: equal title, artist and length; of several songs the one with the smallest id.
 */
final class SongMatches {
    private static final List<String> COLUMNS = List.of("song_id", "title", "artist_id", "length", "artist_name");

    private final TableReader tables;
    private final Lookups lookups;

    SongMatches(TableReader tables) {
        this.tables = tables;
        this.lookups = new Lookups(tables);
    }

    record Match(String songId, String artistId) implements Serializable {}

    /**
     * Result of a look-up.
     *
     * @param keys the keys looked up
     * @param matches the matching song of each key that has one
     */
    record Found(Set<SongKey> keys, Map<SongKey, Match> matches) implements Serializable {
        static final Found NONE = new Found(Set.of(), Map.of());
    }

    /** Looks keys up. */
    Found find(Set<SongKey> keys) {
        return new Found(keys, lookUp(keys));
    }

    /** Returns the matching song of each key that has one; looks up the keys that {@code found} does not cover. */
    Map<SongKey, Match> of(Set<SongKey> keys, Found found) {
        Set<SongKey> others = new HashSet<>(keys);
        others.removeAll(found.keys());
        Map<SongKey, Match> matches = lookUp(others);
        matches.putAll(found.matches());
        return matches;
    }

    private Map<SongKey, Match> lookUp(Set<SongKey> keys) {
        Map<SongKey, Match> matches = new HashMap<>();
        Set<Long> songs = KeyHash.ofAll(lookups.songsWith(keys));
        if (songs.isEmpty()) {
            return matches;
        }
        tables.forEach(LakeTable.SONGS, Selection.of("key_hash", songs), COLUMNS, row -> {
            SongKey key = SongKey.of(
                    RecordFactory.text(row, "title"),
                    RecordFactory.text(row, "artist_name"),
                    RecordFactory.text(row, "length"));
            if (key != null && keys.contains(key)) {
                Match match = new Match(RecordFactory.text(row, "song_id"), RecordFactory.text(row, "artist_id"));
                matches.merge(key, match, SongMatches::smaller);
            }
        });
        return matches;
    }

    private static Match smaller(Match one, Match two) {
        return Utf8Order.BY_BYTES.compare(one.songId(), two.songId()) <= 0 ? one : two;
    }
}
