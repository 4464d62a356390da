package com.sparkify.etl.derive;

import com.sparkify.etl.silver.StoredPlay;
import com.sparkify.etl.source.Play;
import com.sparkify.etl.source.SongKey;
import com.sparkify.etl.table.Conditions;
import com.sparkify.etl.table.EqualityDeletes;
import com.sparkify.etl.table.FileChanges;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.RecordFactory;
import com.sparkify.etl.table.RecordFiles;
import com.sparkify.etl.table.TableReader;
import com.sparkify.etl.work.Work;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;

/**
 * Derives the songplays and time rows of some start times from the play records. All copies of a play share its start
 * time, so only the slice is read.
 */
final class SliceDerivation implements Work<PlaySlice, SliceResult> {

    @Override
    public SliceResult apply(LakeTables tables, PlaySlice slice) {
        return new Derived(tables, slice).result();
    }

    private static final class Derived {
        private final LakeTables tables;
        private final TableReader reader;
        private final PlaySlice slice;
        /** Sorted start times to derive; null for all in the slice. */
        private final long[] starts;

        private final Map<Play.NaturalKey, StoredPlay> plays = new HashMap<>();
        /** Includes users of rows that do not count, because an earlier derivation may have counted them. */
        private final HashMap<String, UserPlay> users = new HashMap<>();

        Derived(LakeTables tables, PlaySlice slice) {
            this.tables = tables;
            this.reader = new TableReader(tables);
            this.slice = slice;
            List<StoredPlay> stored = reader.list(
                    LakeTable.PLAY_RECORDS,
                    Conditions.startsWithin(slice.times()),
                    StoredPlay.COLUMNS,
                    row -> slice.times().contains(RecordFactory.millis(row, "start_time")),
                    StoredPlay::of);
            this.starts = slice.starts() == null ? null : concerned(stored);
            for (StoredPlay play : stored) {
                if (isConcerned(play.play().ts())) {
                    users.put(play.play().userId(), null);
                    if (slice.scope().counts(play.objectKey(), play.batchId())) {
                        plays.merge(play.play().naturalKey(), play, StoredPlay::orGreater);
                    }
                }
            }
        }

        private long[] concerned(List<StoredPlay> stored) {
            Set<String> objects = slice.scope().objects();
            LongStream ofObjects = stored.stream()
                    .filter(play -> objects.contains(play.objectKey()))
                    .mapToLong(play -> play.play().ts());
            return distinct(LongStream.concat(LongStream.of(slice.starts()), ofObjects));
        }

        private boolean isConcerned(long start) {
            return starts == null ? slice.times().contains(start) : Arrays.binarySearch(starts, start) >= 0;
        }

        SliceResult result() {
            RowDifference.Current<String, Songplay> current = currentSongplays();
            current.all().forEach(songplay -> users.put(songplay.userId(), null));
            plays.values().forEach(stored -> {
                UserPlay play = UserPlay.of(stored.play());
                users.put(play.userId(), play.orLater(users.get(play.userId())));
            });
            RowDifference<String, Songplay> songplays = current.to(expectedSongplays());
            RowDifference<Long, TimeRow> times = currentTimes().to(expectedTimes());
            return new SliceResult(
                    write(songplays),
                    writeTimes(times),
                    derivedStarts(current),
                    changedStarts(songplays),
                    times.keys().stream().mapToLong(Long::longValue).toArray(),
                    users);
        }

        private long[] derivedStarts(RowDifference.Current<String, Songplay> current) {
            return starts != null
                    ? starts
                    : distinct(LongStream.concat(
                            plays.keySet().stream().mapToLong(Play.NaturalKey::ts),
                            current.all().stream().mapToLong(Songplay::start)));
        }

        private static long[] changedStarts(RowDifference<String, Songplay> songplays) {
            return songplays.keys().stream()
                    .map(id -> songplays
                            .added()
                            .getOrDefault(id, songplays.removed().get(id)))
                    .mapToLong(Songplay::start)
                    .toArray();
        }

        /**
         * Returns the distinct values, ascending. Sorts first, because {@code LongStream.distinct} boxes every value.
         */
        private static long[] distinct(LongStream values) {
            long[] sorted = values.sorted().toArray();
            int size = 0;
            for (int i = 0; i < sorted.length; i++) {
                if (i == 0 || sorted[i] != sorted[i - 1]) {
                    sorted[size++] = sorted[i];
                }
            }
            return Arrays.copyOf(sorted, size);
        }

        private RowDifference.Current<String, Songplay> currentSongplays() {
            RowDifference.Current<String, Songplay> current = new RowDifference.Current<>();
            reader.forEach(LakeTable.SONGPLAYS, Conditions.startsWithin(slice.times()), Songplay.COLUMNS, row -> {
                if (isConcerned(RecordFactory.millis(row, "start_time"))) {
                    Songplay songplay = Songplay.of(row);
                    current.add(songplay.songplayId(), songplay);
                }
            });
            return current;
        }

        private Map<String, Songplay> expectedSongplays() {
            Set<SongKey> keys = plays.values().stream()
                    .map(stored -> stored.play().songKey())
                    .filter(key -> key != null)
                    .collect(Collectors.toSet());
            Map<SongKey, SongMatches.Match> matches = new SongMatches(reader).of(keys);
            Map<String, Songplay> expected = new HashMap<>();
            plays.values().forEach(stored -> {
                SongKey key = stored.play().songKey();
                Songplay songplay = Songplay.of(stored.play(), key == null ? null : matches.get(key));
                expected.put(songplay.songplayId(), songplay);
            });
            return expected;
        }

        private RowDifference.Current<Long, TimeRow> currentTimes() {
            RowDifference.Current<Long, TimeRow> current = new RowDifference.Current<>();
            reader.forEach(LakeTable.TIME, Conditions.startsWithin(slice.times()), TimeRow.COLUMNS, row -> {
                if (isConcerned(RecordFactory.millis(row, "start_time"))) {
                    TimeRow time = TimeRow.of(row);
                    current.add(time.start(), time);
                }
            });
            return current;
        }

        private Map<Long, TimeRow> expectedTimes() {
            Map<Long, TimeRow> expected = new HashMap<>();
            LongFunction<TimeRow> row = TimeRow.factory();
            plays.keySet().forEach(key -> expected.computeIfAbsent(key.ts(), row::apply));
            return expected;
        }

        private FileChanges write(RowDifference<String, Songplay> difference) {
            Table table = tables.get(LakeTable.SONGPLAYS);
            EqualityDeletes deletes = new EqualityDeletes(table, Songplay.KEY);
            List<Record> removed = difference.removed().values().stream()
                    .map(songplay -> deletes.key(songplay.songplayId(), RecordFactory.time(songplay.start())))
                    .toList();
            RecordFactory rows = RecordFactory.of(table, Songplay.COLUMNS);
            try (RecordFiles files = new RecordFiles(table)) {
                List<Songplay> added = new ArrayList<>(difference.added().values());
                added.sort(Comparator.comparingLong(Songplay::start).thenComparing(Songplay::songplayId));
                added.forEach(songplay -> files.write(songplay.row(rows)));
                return new FileChanges(files.complete(), deletes.writeByStartTime(removed));
            }
        }

        private FileChanges writeTimes(RowDifference<Long, TimeRow> difference) {
            Table table = tables.get(LakeTable.TIME);
            EqualityDeletes deletes = new EqualityDeletes(table, TimeRow.KEY);
            List<Record> removed = difference.removed().keySet().stream()
                    .map(start -> deletes.key(RecordFactory.time(start)))
                    .toList();
            RecordFactory rows = RecordFactory.of(table, TimeRow.COLUMNS);
            try (RecordFiles files = new RecordFiles(table)) {
                difference.added().values().stream()
                        .sorted(Comparator.comparingLong(TimeRow::start))
                        .forEach(time -> files.write(time.row(rows)));
                return new FileChanges(files.complete(), deletes.writeByStartTime(removed));
            }
        }
    }
}
