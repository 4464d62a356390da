package com.sparkify.etl.run;

import com.sparkify.etl.silver.StoredPlay;
import com.sparkify.etl.silver.StoredSong;
import com.sparkify.etl.source.SongKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Where to look for keys: entries are only ever added, so they name what was undone and replaced too. */
final class ModelLookups {
    static final long HOUR = 3_600_000;

    private final Map<String, TreeSet<Long>> hoursOfUser = new HashMap<>();
    private final Map<SongKey, TreeSet<Long>> playsOfSong = new HashMap<>();
    private final Map<String, TreeSet<String>> objectsOfSong = new HashMap<>();
    private final Map<SongKey, TreeSet<String>> songsWithKey = new HashMap<>();
    private final Map<String, TreeSet<String>> songsOfArtist = new HashMap<>();

    /** True if there was anything to append. */
    boolean append(List<StoredPlay> plays, List<StoredSong> songs) {
        plays.forEach(stored -> {
            add(hoursOfUser, stored.play().userId(), stored.play().ts() / HOUR * HOUR);
            if (stored.play().songKey() != null) {
                add(playsOfSong, stored.play().songKey(), stored.play().ts());
            }
        });
        songs.forEach(song -> {
            add(objectsOfSong, song.songId(), song.objectKey());
            add(songsWithKey, song.songKey(), song.songId());
            add(songsOfArtist, song.artistId(), song.songId());
        });
        return !(plays.isEmpty() && songs.isEmpty());
    }

    private static <K, V> void add(Map<K, TreeSet<V>> places, K key, V place) {
        places.computeIfAbsent(key, first -> new TreeSet<>()).add(place);
    }

    /** The hours with plays of a user, ascending. */
    TreeSet<Long> hoursOf(String user) {
        return new TreeSet<>(hoursOfUser.getOrDefault(user, new TreeSet<>()));
    }

    Set<Long> playsOf(Collection<SongKey> keys) {
        return all(playsOfSong, keys);
    }

    Set<String> objectsOf(Collection<String> songIds) {
        return all(objectsOfSong, songIds);
    }

    Set<String> songsWith(Collection<SongKey> keys) {
        return all(songsWithKey, keys);
    }

    Set<String> songsOf(Collection<String> artistIds) {
        return all(songsOfArtist, artistIds);
    }

    private static <K, V> Set<V> all(Map<K, TreeSet<V>> places, Collection<K> keys) {
        Set<V> all = new TreeSet<>();
        keys.forEach(key -> all.addAll(places.getOrDefault(key, new TreeSet<>())));
        return all;
    }
}
