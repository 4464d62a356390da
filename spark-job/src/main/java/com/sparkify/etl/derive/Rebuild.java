package com.sparkify.etl.derive;

import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.silver.BatchScope;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.RecordFactory;
import com.sparkify.etl.table.Selection;
import com.sparkify.etl.table.TableReader;
import com.sparkify.etl.table.TableWriter;
import com.sparkify.etl.work.Workers;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Derives the whole star schema anew from the contributions of objects, and corrects rows that differ. Plays are
 * processed by ranges of days; users, songs and artists are held in memory. After correct incremental loads nothing
 * differs.
 */
public final class Rebuild {
    private static final long DAYS_AT_ONCE = 32L * 86_400_000;

    private final LakeTables tables;
    private final TableReader reader;
    private final TableWriter writer;

    public Rebuild(LakeTables tables, TableWriter writer) {
        this.tables = tables;
        this.reader = new TableReader(tables);
        this.writer = writer;
    }

    /** Corrects every table and returns the number of rows that differed in each. */
    public Map<String, Long> run(Workers workers) {
        Set<String> songIds = keys(LakeTable.SONG_RECORDS, "song_id");
        songIds.addAll(keys(LakeTable.SONGS, "song_id"));
        SongDerivation.Consequences songs = new SongDerivation(tables, writer).derive(songIds, BatchScope.NONE);
        Set<String> artistIds = new HashSet<>(songs.artistIds());
        artistIds.addAll(keys(LakeTable.ARTISTS, "artist_id"));
        DerivationChanges changed = songs.changed().and(new ArtistDerivation(tables, writer).derive(artistIds));

        Derivation derivation = new Derivation(tables, writer);
        Map<String, UserPlay> latest = new HashMap<>();
        List<LongRanges.Range> days = new SlicePlan(reader).all().byWidth(DAYS_AT_ONCE);
        for (LongRanges.Range some : days) {
            Derivation.DerivedPlays plays = derivation.songplaysAndTimes(
                    LongRanges.of(some.from(), some.to()), null, BatchScope.NONE, SongMatches.Found.NONE, workers);
            plays.users().forEach((user, play) -> {
                if (play != null) {
                    latest.merge(user, play, UserPlay::orLater);
                }
            });
            changed = changed.and(plays.changed());
        }
        Set<String> users = keys(LakeTable.USERS, "user_id");
        users.addAll(latest.keySet());
        return counts(changed.and(new UserDerivation(tables, writer).replace(users, latest)));
    }

    private static Map<String, Long> counts(DerivationChanges changed) {
        Map<String, Long> counts = new LinkedHashMap<>();
        LakeTable.STAR.forEach(table -> counts.put(table.title(), changed.rows().getOrDefault(table, 0L)));
        return counts;
    }

    private Set<String> keys(LakeTable table, String column) {
        Set<String> keys = new HashSet<>();
        reader.forEach(table, Selection.ALL, List.of(column), row -> keys.add(RecordFactory.text(row, column)));
        return keys;
    }
}
