package com.sparkify.etl.derive;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_date;

import com.sparkify.etl.table.Commits;
import com.sparkify.etl.table.Differences;
import com.sparkify.etl.table.KeyedTable;
import com.sparkify.etl.table.Partitions;
import com.sparkify.etl.table.Tables;
import com.sparkify.etl.transform.Artists;
import com.sparkify.etl.transform.Songs;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.Snapshot;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What follows from the song catalogue: songs, artists, and which days hold plays that now match otherwise. */
final class Catalogue {
    /** Rather than comparing so many states one by one, all is derived. */
    private static final int MANY_COMMITS = 50;

    private final Commits tables;

    Catalogue(Commits tables) {
        this.tables = tables;
    }

    /** Brings the songs to what the song objects contribute. */
    long deriveSongs() {
        Dataset<Row> songs = Songs.of(tables.read(Tables.SONG_RECORDS));
        return new KeyedTable(tables, Tables.SONGS, "song_id")
                .apply(Differences.byKey(tables.read(Tables.SONGS), songs, "song_id"));
    }

    /**
     * Brings the artists up to date with the songs, commit by commit since {@code base}: what came and went in between was
     * derived from, perhaps, and would not show in the difference of the ends.
     *
     * @return the days with plays that may match another song than they did
     */
    Set<LocalDate> deriveFrom(Optional<Long> base) {
        Optional<List<Snapshot>> since =
                tables.since(Tables.SONGS, base).filter(commits -> commits.size() <= MANY_COMMITS);
        if (since.isEmpty()) {
            deriveArtists();
            return Partitions.all(tables, Tables.PLAY_RECORDS);
        }
        Optional<Dataset<Row>> differences =
                since.get().stream().map(this::differences).reduce(Dataset::union);
        if (differences.isEmpty()) {
            return Set.of();
        }
        try (Commits.Kept changes = tables.keep(differences.get())) {
            deriveArtists(changes.rows());
            return daysToMatchAnew(changes.rows());
        }
    }

    private Dataset<Row> differences(Snapshot commit) {
        return Differences.byKey(
                tables.read(Tables.SONGS, Optional.ofNullable(commit.parentId())),
                tables.read(Tables.SONGS, Optional.of(commit.snapshotId())),
                "song_id");
    }

    /** Brings all artists to what the songs say. */
    long deriveArtists() {
        return new KeyedTable(tables, Tables.ARTISTS, "artist_id")
                .apply(Differences.byKey(
                        tables.read(Tables.ARTISTS), Artists.of(tables.read(Tables.SONGS)), "artist_id"));
    }

    private void deriveArtists(Dataset<Row> changes) {
        Dataset<Row> concerned = changes.select(col("before.artist_id"))
                .union(changes.select(col("after.artist_id")))
                .distinct();
        Dataset<Row> actual = tables.read(Tables.ARTISTS).join(broadcast(concerned), "artist_id", "left_semi");
        Dataset<Row> songs = tables.read(Tables.SONGS).join(broadcast(concerned), "artist_id", "left_semi");
        new KeyedTable(tables, Tables.ARTISTS, "artist_id")
                .apply(Differences.byKey(actual, Artists.of(songs), "artist_id"));
    }

    private Set<LocalDate> daysToMatchAnew(Dataset<Row> changes) {
        if (tables.snapshot(Tables.PLAY_RECORDS).isEmpty()) {
            return Set.of();
        }
        Dataset<Row> relevant = changes.where(not(matching("before").eqNullSafe(matching("after"))));
        Dataset<Row> keys =
                keys(relevant, "before").union(keys(relevant, "after")).distinct();
        return tables
                .read(Tables.PLAY_RECORDS)
                .join(broadcast(keys), new String[] {"song", "artist", "length"}, "left_semi")
                .select(to_date(col("start_time")).as("day"))
                .distinct()
                .collectAsList()
                .stream()
                .map(row -> row.<LocalDate>getAs(0))
                .collect(Collectors.toSet());
    }

    /** All of a song that decides which plays match it, and what they get. */
    private static Column matching(String side) {
        return struct(
                col(side + ".title"), col(side + ".artist_name"), col(side + ".length"), col(side + ".artist_id"));
    }

    private static Dataset<Row> keys(Dataset<Row> changes, String side) {
        return changes.select(
                col(side + ".title").as("song"), col(side + ".artist_name").as("artist"), col(side + ".length"));
    }
}
