package com.sparkify.etl.run;

import com.sparkify.etl.derive.DerivationChanges;
import com.sparkify.etl.key.Cells;
import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.run.ModelDerivation.Difference;
import com.sparkify.etl.run.ModelLake.Commit;
import com.sparkify.etl.run.ModelStar.Song;
import com.sparkify.etl.run.ModelStar.Songplay;
import com.sparkify.etl.silver.BatchScope;
import com.sparkify.etl.silver.Copy;
import com.sparkify.etl.silver.StoredPlay;
import com.sparkify.etl.source.Play;
import com.sparkify.etl.source.SongKey;
import com.sparkify.etl.table.LakeTable;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Derives songplays, times and users for some start times. */
final class ModelPlayDerivation {
    private final ModelLake lake;
    private final BatchScope scope;
    private final Set<Long> starts = new HashSet<>();
    private final Map<Play.NaturalKey, StoredPlay> plays = new HashMap<>();
    /** For each user concerned the last of the plays derived, or null. */
    private final Map<String, Play> latest = new HashMap<>();

    ModelPlayDerivation(ModelLake lake, BatchScope scope) {
        this.lake = lake;
        this.scope = scope;
    }

    DerivationChanges derive(LongRanges within, Set<Long> repaired) {
        starts.addAll(repaired);
        for (StoredPlay stored : lake.silver.plays.rows()) {
            if (within.contains(stored.play().ts()) && scope.objects().contains(stored.objectKey())) {
                starts.add(stored.play().ts());
            }
        }
        lake.silver.plays.rows().stream()
                .filter(stored -> within.contains(stored.play().ts()))
                .filter(stored -> starts.contains(stored.play().ts()))
                .forEach(this::add);
        Difference<Play.NaturalKey, Songplay> songplays = songplays();
        Difference<Long, Long> times = times();
        lake.commitInAnyOrder(
                "",
                new Commit("songplays", () -> {
                    lake.star = songplays.keys().isEmpty() ? lake.star : lake.star.withSongplays(songplays.rows());
                    return !songplays.keys().isEmpty();
                }),
                new Commit("time", () -> {
                    lake.star = times.keys().isEmpty() ? lake.star : lake.star.withTimes(times.rows());
                    return !times.keys().isEmpty();
                }));
        DerivationChanges changed = changed(
                        LakeTable.SONGPLAYS,
                        songplays.keys().stream().map(Play.NaturalKey::ts).toList())
                .and(changed(LakeTable.TIME, times.keys()));
        return changed.and(new ModelUserDerivation(lake, scope).derive(latest, starts));
    }

    private void add(StoredPlay stored) {
        boolean counts = lake.counts(scope, stored.objectKey(), stored.batchId());
        if (lake.keeps(ModelGuard.USERS_OF_ALL_ROWS)) {
            latest.putIfAbsent(stored.play().userId(), null);
        }
        if (counts) {
            StoredPlay other = plays.get(stored.play().naturalKey());
            if (other != null && !other.objectKey().equals(stored.objectKey())) {
                lake.occurred("copies of a play in two objects");
            }
            plays.merge(stored.play().naturalKey(), stored, Copy::greater);
        }
    }

    private Difference<Play.NaturalKey, Songplay> songplays() {
        Map<Play.NaturalKey, Songplay> before = lake.star.songplays();
        Set<Play.NaturalKey> derived = new HashSet<>();
        before.keySet().stream().filter(key -> starts.contains(key.ts())).forEach(key -> {
            derived.add(key);
            latest.putIfAbsent(key.userId(), null);
        });
        Map<Play.NaturalKey, Songplay> expected = new HashMap<>();
        plays.forEach((key, stored) -> {
            latest.merge(key.userId(), stored.play(), ModelStar::later);
            expected.put(
                    key, ModelStar.songplay(stored.play(), match(stored.play().songKey())));
        });
        Difference<Play.NaturalKey, Songplay> difference = Difference.of(before, derived, expected);
        difference.keys().forEach(key -> count(before.get(key), expected.get(key)));
        return difference;
    }

    private Song match(SongKey key) {
        return key == null
                ? null
                : lake.lookups.songsWith(Set.of(key)).stream()
                        .map(lake.star.songs()::get)
                        .filter(song -> song != null && song.key().equals(key))
                        .min(Comparator.comparing(Song::songId))
                        .orElse(null);
    }

    private void count(Songplay before, Songplay after) {
        if (before != null && after != null && before.songId() != null && after.songId() == null) {
            lake.occurred("a play stopped matching");
        } else if (before != null && after != null && before.songId() == null && after.songId() != null) {
            lake.occurred("a play was repaired by a late song");
        }
    }

    private Difference<Long, Long> times() {
        Map<Long, Long> expected = new HashMap<>();
        plays.keySet().forEach(key -> expected.put(key.ts(), key.ts()));
        return Difference.of(lake.star.times(), starts, expected);
    }

    private static DerivationChanges changed(LakeTable table, Collection<Long> starts) {
        return new DerivationChanges(
                Map.of(table, ModelStar.cells(starts.stream().map(Cells::ofTime).toList())),
                Map.of(table, (long) starts.size()));
    }
}
