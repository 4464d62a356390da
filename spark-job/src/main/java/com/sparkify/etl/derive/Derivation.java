package com.sparkify.etl.derive;

import com.sparkify.etl.key.Cells;
import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.silver.BatchScope;
import com.sparkify.etl.silver.Lookups;
import com.sparkify.etl.source.SongKey;
import com.sparkify.etl.table.FileChanges;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.TableReader;
import com.sparkify.etl.table.TableWriter;
import com.sparkify.etl.work.Workers;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Derives the star tables from the contributions of objects, for the keys of some objects. Idempotent: rows that are up
 * to date are not written.
 */
public final class Derivation {
    private static final long MINUTE = 60_000;
    /** Up to this number, start times are looked up one by one; beyond it, by their minutes. */
    private static final int SINGLE_STARTS = 2_000;
    /** Each slice is sent the songs of these keys; of more, it looks up those of its own plays. */
    private static final int SHARED_KEYS = 100;
    /** A small song object may concern millions of plays: each counts as a line of a log. */
    private static final long PLAY_BYTES = 256;

    private final LakeTables tables;
    private final TableReader reader;
    private final TableWriter writer;

    public Derivation(LakeTables tables, TableWriter writer) {
        this.tables = tables;
        this.reader = new TableReader(tables);
        this.writer = writer;
    }

    /**
     * Derives all rows that depend on the present or former contributions of a batch's objects.
     *
     * @param songObjects the batch's objects that contain songs
     * @param playTimes time ranges of the plays of its other objects, in epoch milliseconds
     * @param ownLookups locations of the batch's own look-up files, whose entries all lie in {@code playTimes}
     */
    public DerivationChanges derive(
            BatchScope scope,
            Collection<String> songObjects,
            LongRanges playTimes,
            Set<String> ownLookups,
            Workers workers) {
        SongDerivation songs = new SongDerivation(tables, writer);
        SongDerivation.Consequences consequences =
                songs.derive(songObjects.isEmpty() ? Set.of() : songs.songsIn(songObjects), scope);
        DerivationChanges changed =
                consequences.changed().and(new ArtistDerivation(tables, writer).derive(consequences.artistIds()));
        long[] repaired = playsToMatchAnew(consequences.songKeys(), ownLookups);
        workers.expect(repaired.length * PLAY_BYTES);
        LongRanges times =
                playTimes.union(LongRanges.covering(repaired, repaired.length <= SINGLE_STARTS ? 1 : MINUTE));
        return times.isEmpty()
                ? changed
                : changed.and(derivePlays(times, repaired, scope, songsOf(repaired, consequences.songKeys()), workers));
    }

    private long[] playsToMatchAnew(Set<SongKey> songKeys, Set<String> ownLookups) {
        return new Lookups(reader)
                .playsOf(songKeys, ownLookups).stream()
                        .mapToLong(Long::longValue)
                        .sorted()
                        .toArray();
    }

    /** Looks up what nearly all plays to match anew share, once instead of for each slice. */
    private SongMatches.Found songsOf(long[] repaired, Set<SongKey> songKeys) {
        return repaired.length > 0 && songKeys.size() <= SHARED_KEYS
                ? new SongMatches(reader).find(songKeys)
                : SongMatches.Found.NONE;
    }

    private DerivationChanges derivePlays(
            LongRanges times, long[] starts, BatchScope scope, SongMatches.Found songs, Workers workers) {
        DerivedPlays plays = songplaysAndTimes(times, starts, scope, songs, workers);
        DerivationChanges users = new UserDerivation(tables, writer)
                .derive(
                        plays.users(),
                        ts -> Arrays.binarySearch(plays.starts(), ts) >= 0,
                        new LastPlays(reader, scope));
        return plays.changed().and(users);
    }

    /**
     * Result of deriving plays.
     *
     * @param starts their start times, sorted
     * @param users the last derived play of each user concerned, or null if none is left
     */
    record DerivedPlays(DerivationChanges changed, long[] starts, Map<String, UserPlay> users) {}

    /**
     * Derives the plays of some time ranges.
     *
     * @param starts see {@link PlaySlice#starts}
     * @param songs see {@link PlaySlice#songs}
     */
    DerivedPlays songplaysAndTimes(
            LongRanges times, long[] starts, BatchScope scope, SongMatches.Found songs, Workers workers) {
        List<PlaySlice> slices = new SlicePlan(reader)
                .slices(times).stream()
                        .map(some -> PlaySlice.of(some, starts, scope, songs))
                        .toList();
        List<SliceResult> results = workers.map(slices, new SliceDerivation());
        FileChanges songplays = FileChanges.NONE;
        FileChanges timeRows = FileChanges.NONE;
        Map<String, UserPlay> users = new HashMap<>();
        for (SliceResult result : results) {
            songplays = songplays.and(result.songplays());
            timeRows = timeRows.and(result.times());
            result.users()
                    .forEach((user, play) ->
                            users.put(user, play == null ? users.get(user) : play.orLater(users.get(user))));
        }
        writer.commit(Map.of(LakeTable.SONGPLAYS, songplays, LakeTable.TIME, timeRows));
        long[] derived = results.stream()
                .flatMapToLong(result -> Arrays.stream(result.starts()))
                .sorted()
                .toArray();
        DerivationChanges changed = cells(
                        LakeTable.SONGPLAYS,
                        results.stream().map(SliceResult::changedSongplays).toList())
                .and(cells(
                        LakeTable.TIME,
                        results.stream().map(SliceResult::changedTimes).toList()));
        return new DerivedPlays(changed, derived, users);
    }

    private static DerivationChanges cells(LakeTable table, List<long[]> starts) {
        long[] cells =
                starts.stream().flatMapToLong(Arrays::stream).map(Cells::ofTime).toArray();
        return DerivationChanges.of(table, cells, cells.length);
    }
}
