package com.sparkify.etl.run;

import com.sparkify.etl.lake.State;
import com.sparkify.etl.source.ParsedRows;
import com.sparkify.etl.source.ReadOutcome;
import com.sparkify.etl.source.Reading;
import com.sparkify.etl.table.Commits;
import com.sparkify.etl.table.ObjectTable;
import com.sparkify.etl.table.Tables;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What each object contributes, in three tables; one commit a table, none where nothing differs. */
final class Contributions {
    private final Commits tables;
    private final ObjectTable plays;
    private final ObjectTable songs;
    private final ObjectTable rejected;

    Contributions(Commits tables) {
        this.tables = tables;
        this.plays = ObjectTable.byDay(tables, Tables.PLAY_RECORDS);
        this.songs = ObjectTable.byShard(tables, Tables.SONG_RECORDS);
        this.rejected = ObjectTable.byShard(tables, Tables.REJECTED_ROWS);
    }

    /**
     * Lets what was read be all that the accepted objects contribute, and the retracted ones contribute nothing.
     *
     * @param contributed objects among them that may have contributed before
     */
    void replace(
            Reading reading, Collection<ReadOutcome> accepted, Collection<String> retracted, Set<String> contributed) {
        List<String> gone = new ArrayList<>(retracted);
        accepted.stream().map(ReadOutcome::key).forEach(gone::add);
        gone.retainAll(contributed);
        replace(rejected, gone, rows(reading, ParsedRows.REJECTED, accepted, ReadOutcome::rejected));
        replace(songs, gone, rows(reading, ParsedRows.SONG, accepted, ReadOutcome::songs));
        replace(plays, gone, rows(reading, ParsedRows.PLAY, accepted, ReadOutcome::plays));
    }

    /** The snapshots of the three tables; one that was never written is left out. */
    Map<String, Long> snapshots() {
        Map<String, Long> snapshots = new HashMap<>();
        List.of(rejected, songs, plays)
                .forEach(table -> tables.snapshot(table.name()).ifPresent(id -> snapshots.put(table.name(), id)));
        return snapshots;
    }

    /** Lets these objects contribute again what they did before the batch, in all three tables. */
    void restore(State.Open batch) {
        List.of(rejected, songs, plays).forEach(table -> {
            Optional<Long> before = batch.snapshotBefore(table.name());
            if (!tables.snapshot(table.name()).equals(before)) {
                table.restore(batch.keys(), before);
            }
        });
    }

    private static void replace(ObjectTable table, List<String> gone, Added added) {
        if (!gone.isEmpty() || added.count() > 0) {
            table.replace(gone, added.rows());
        }
    }

    private Added rows(
            Reading reading, String struct, Collection<ReadOutcome> accepted, ToLongFunction<ReadOutcome> count) {
        Dataset<Row> rows = reading.rows(struct);
        long expected = accepted.stream().mapToLong(count).sum();
        if (accepted.size() == reading.outcomes().size()) {
            return new Added(rows, expected);
        }
        List<String> keys = accepted.stream().map(ReadOutcome::key).toList();
        return new Added(tables.ofObjects(rows, keys), expected);
    }

    /** Rows and how many they are. */
    private record Added(Dataset<Row> rows, long count) {}
}
