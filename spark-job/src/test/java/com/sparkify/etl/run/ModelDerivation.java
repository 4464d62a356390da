package com.sparkify.etl.run;

import com.sparkify.etl.derive.DerivationChanges;
import com.sparkify.etl.key.Cells;
import com.sparkify.etl.key.KeyHash;
import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.run.ModelStar.Artist;
import com.sparkify.etl.run.ModelStar.Song;
import com.sparkify.etl.silver.BatchScope;
import com.sparkify.etl.silver.Copy;
import com.sparkify.etl.silver.StoredSong;
import com.sparkify.etl.source.SongKey;
import com.sparkify.etl.table.LakeTable;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Derives by key, table by table, each of them one commit. */
final class ModelDerivation {
    private final ModelLake lake;

    ModelDerivation(ModelLake lake) {
        this.lake = lake;
    }

    /** The rows of some keys after a derivation of them, and the keys whose rows differed. */
    record Difference<K, R>(Map<K, R> rows, Set<K> keys) {
        static <K, R> Difference<K, R> of(Map<K, R> all, Set<K> derived, Map<K, R> expected) {
            Map<K, R> rows = new HashMap<>(all);
            rows.keySet().removeAll(derived);
            rows.putAll(expected);
            Set<K> keys = new HashSet<>(derived);
            keys.addAll(expected.keySet());
            keys.removeIf(key -> Objects.equals(all.get(key), rows.get(key)));
            return new Difference<>(rows, keys);
        }
    }

    DerivationChanges derive(BatchScope scope, Collection<String> songObjects, LongRanges playTimes) {
        Set<String> songIds = new HashSet<>();
        lake.silver.songs.rows().stream()
                .filter(song -> songObjects.contains(song.objectKey()))
                .forEach(song -> songIds.add(song.songId()));
        Set<String> artistIds = new HashSet<>();
        Set<SongKey> songKeys = new HashSet<>();
        DerivationChanges changed = songs(songIds, scope, artistIds, songKeys).and(artists(artistIds));
        Set<Long> repaired = lake.lookups.playsOf(songKeys);
        LongRanges times = playTimes.union(ModelStar.cells(repaired));
        return times.isEmpty() ? changed : changed.and(new ModelPlayDerivation(lake, scope).derive(times, repaired));
    }

    private DerivationChanges songs(
            Set<String> songIds, BatchScope scope, Set<String> artistIds, Set<SongKey> songKeys) {
        Map<String, StoredSong> greatest = new HashMap<>();
        Set<String> objects = lake.lookups.objectsOf(songIds);
        for (StoredSong copy : lake.silver.songs.rows()) {
            if (objects.contains(copy.objectKey()) && songIds.contains(copy.songId())) {
                artistIds.add(copy.artistId());
                boolean counts = lake.counts(scope, copy.objectKey(), copy.batchId());
                if (counts || lake.keeps(ModelGuard.SONG_KEYS_OF_ALL_COPIES)) {
                    songKeys.add(copy.songKey());
                }
                if (counts) {
                    greatest.merge(copy.songId(), copy, Copy::greater);
                }
            }
        }
        Map<String, Song> expected = new HashMap<>();
        greatest.forEach((id, copy) -> expected.put(id, Song.of(copy)));
        Map<String, Song> before = lake.star.songs();
        songIds.stream().map(before::get).filter(Objects::nonNull).forEach(song -> {
            artistIds.add(song.artistId());
            songKeys.add(song.key());
        });
        Difference<String, Song> difference = Difference.of(before, songIds, expected);
        difference.keys().forEach(id -> count(before.get(id), expected.get(id)));
        if (!difference.keys().isEmpty()) {
            lake.star = lake.star.withSongs(difference.rows());
            lake.at("songs");
        }
        return changed(
                LakeTable.SONGS,
                difference.keys().stream()
                        .filter(id -> !before.containsKey(id)
                                || !expected.containsKey(id)
                                || !before.get(id)
                                        .published()
                                        .equals(expected.get(id).published()))
                        .toList());
    }

    private void count(Song before, Song after) {
        if (before != null
                && after != null
                && !before.objectKey().equals(after.objectKey())
                && !before.key().equals(after.key())) {
            lake.occurred("a song of two objects got another winner and key");
        }
    }

    private DerivationChanges artists(Set<String> artistIds) {
        Map<String, Artist> expected = new HashMap<>();
        Set<String> songs = lake.lookups.songsOf(artistIds);
        for (String artistId : artistIds) {
            Artist artist = ModelStar.artist(lake.star.songs().values().stream()
                    .filter(song ->
                            songs.contains(song.songId()) && song.artistId().equals(artistId))
                    .toList());
            if (artist != null) {
                expected.put(artistId, artist);
            }
        }
        Difference<String, Artist> difference = Difference.of(lake.star.artists(), artistIds, expected);
        if (!difference.keys().isEmpty()) {
            lake.star = lake.star.withArtists(difference.rows());
            lake.at("artists");
        }
        return changed(LakeTable.ARTISTS, difference.keys());
    }

    /** What changed of a dimension. */
    static DerivationChanges changed(LakeTable table, Collection<String> keys) {
        return new DerivationChanges(
                Map.of(
                        table,
                        ModelStar.cells(keys.stream()
                                .map(key -> Cells.ofHash(KeyHash.of(key)))
                                .toList())),
                Map.of(table, (long) keys.size()));
    }
}
