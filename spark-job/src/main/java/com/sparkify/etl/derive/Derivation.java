package com.sparkify.etl.derive;

import static org.apache.spark.sql.functions.col;

import com.sparkify.etl.lake.State;
import com.sparkify.etl.table.Commits;
import com.sparkify.etl.table.Days;
import com.sparkify.etl.table.Partitions;
import com.sparkify.etl.table.Tables;
import com.sparkify.etl.transform.Plays;
import com.sparkify.etl.transform.Songplays;
import com.sparkify.etl.transform.TimeRows;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Brings the star schema up to date with what the objects contribute. What to do follows from how the tables differ from
 * the snapshots that the state names, and from nothing else: after a crash the difference is merely longer.
 */
public final class Derivation {
    private final Commits tables;

    public Derivation(Commits tables) {
        this.tables = tables;
    }

    /**
     * Derives whatever changed since {@code state}.
     *
     * @return for each table read here the snapshot up to which its changes are now derived
     */
    public Map<String, Long> catchUp(State state) {
        Map<String, Long> upTo = new HashMap<>();
        remember(upTo, Tables.SONG_RECORDS);
        remember(upTo, Tables.PLAY_RECORDS);

        Catalogue catalogue = new Catalogue(tables);
        if (isBehind(state, Tables.SONG_RECORDS)) {
            catalogue.deriveSongs();
        }
        remember(upTo, Tables.SONGS);

        Optional<Set<LocalDate>> told = changedDays(state);
        Set<LocalDate> changed = told.orElseGet(this::allDays);
        Set<LocalDate> rewritten = new TreeSet<>(changed);
        if (isBehind(state, Tables.SONGS)) {
            rewritten.addAll(catalogue.deriveFrom(base(state, Tables.SONGS)));
        }
        derive(changed, rewritten);
        if (told.isEmpty()) {
            new UserDerivation(tables).deriveAll();
        }
        return upTo;
    }

    private void derive(Set<LocalDate> changed, Set<LocalDate> rewritten) {
        if (rewritten.isEmpty()) {
            return;
        }
        Dataset<Row> records = tables.read(Tables.PLAY_RECORDS).where(Days.contain(col("start_time"), rewritten));
        try (Commits.Kept kept = tables.keep(Plays.counted(records))) {
            Dataset<Row> plays = kept.rows();
            tables.overwrite(
                    Tables.SONGPLAYS,
                    Days.contain(col("start_time"), rewritten),
                    Songplays.of(plays, tables.read(Tables.SONGS)));
            if (!changed.isEmpty()) {
                Dataset<Row> changedPlays = plays.where(Days.contain(col("start_time"), changed));
                tables.overwrite(Tables.TIME, Days.contain(col("start_time"), changed), TimeRows.of(changedPlays));
                new UserDerivation(tables).derive(changed, changedPlays);
            }
        }
    }

    /** The days whose plays differ; nothing if that cannot be told. */
    private Optional<Set<LocalDate>> changedDays(State state) {
        return isBehind(state, Tables.PLAY_RECORDS)
                ? Partitions.changedSince(tables, Tables.PLAY_RECORDS, base(state, Tables.PLAY_RECORDS))
                : Optional.of(Set.of());
    }

    /** Every day there is, or was when it was last derived. */
    private Set<LocalDate> allDays() {
        Set<LocalDate> days = new TreeSet<>(Partitions.all(tables, Tables.PLAY_RECORDS));
        days.addAll(Partitions.all(tables, Tables.SONGPLAYS));
        days.addAll(Partitions.all(tables, Tables.TIME));
        return days;
    }

    private boolean isBehind(State state, String table) {
        return !tables.snapshot(table).equals(base(state, table));
    }

    private static Optional<Long> base(State state, String table) {
        return state.snapshot(Tables.shortName(table));
    }

    private void remember(Map<String, Long> upTo, String table) {
        tables.snapshot(table).ifPresent(id -> upTo.put(Tables.shortName(table), id));
    }
}
