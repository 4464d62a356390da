package com.sparkify.etl.derive;

import com.sparkify.etl.silver.Copy;
import com.sparkify.etl.silver.StoredPlay;
import com.sparkify.etl.source.Play;
import com.sparkify.etl.source.SongKey;
import com.sparkify.etl.table.EqualityDeletes;
import com.sparkify.etl.table.FileChanges;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.RecordFactory;
import com.sparkify.etl.table.RecordFiles;
import com.sparkify.etl.table.Selection;
import com.sparkify.etl.table.TableReader;
import com.sparkify.etl.work.Work;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;
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
        /** Makes the copies of a play adjacent, and orders the plays of a user as {@link UserPlay} does. */
        private static final Comparator<StoredPlay> BY_PLAY = (one, other) -> {
            Play play = one.play();
            Play next = other.play();
            int order = Long.compare(play.ts(), next.ts());
            order = order == 0 ? Long.compare(play.sessionId(), next.sessionId()) : order;
            order = order == 0 ? Long.compare(play.itemInSession(), next.itemInSession()) : order;
            return order == 0 ? play.userId().compareTo(next.userId()) : order;
        };

        private final LakeTables tables;
        private final TableReader reader;
        private final PlaySlice slice;
        /** Sorted start times to derive; null for all in the slice. */
        private final long[] starts;

        /** The copies that count, one for each play, in the order of {@link #BY_PLAY}. */
        private final List<Play> plays = new ArrayList<>();
        /** Includes users of rows that do not count, because an earlier derivation may have counted them. */
        private final HashMap<String, UserPlay> users = new HashMap<>();

        Derived(LakeTables tables, PlaySlice slice) {
            this.tables = tables;
            this.reader = new TableReader(tables);
            this.slice = slice;
            List<StoredPlay> stored = reader.list(
                    LakeTable.PLAY_RECORDS, Selection.startsWithin(slice.times()), StoredPlay.COLUMNS, StoredPlay::of);
            stored.sort(BY_PLAY);
            this.starts = slice.starts() == null ? null : concerned(stored);
            StoredPlay greatest = null;
            for (StoredPlay play : stored) {
                if (starts != null && Arrays.binarySearch(starts, play.play().ts()) < 0) {
                    continue;
                }
                if (!slice.scope().counts(play.objectKey(), play.batchId())) {
                    users.put(play.play().userId(), null);
                } else if (greatest != null && BY_PLAY.compare(greatest, play) == 0) {
                    greatest = Copy.greater(play, greatest);
                    plays.set(plays.size() - 1, greatest.play());
                } else {
                    greatest = play;
                    plays.add(play.play());
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

        /** Selects the rows of the start times to derive. */
        private Selection ofStarts() {
            return starts == null
                    ? Selection.startsWithin(slice.times())
                    : Selection.startsAmong(slice.times(), starts);
        }

        SliceResult result() {
            RowDifference.Current<String, Songplay> current = currentSongplays();
            current.all().forEach(songplay -> users.put(songplay.userId(), null));
            for (int last = plays.size() - 1; last >= 0; last--) {
                Play play = plays.get(last);
                users.computeIfAbsent(play.userId(), user -> UserPlay.of(play));
            }
            Changes<Songplay> songplays = Changes.of(current, expectedSongplays(), Songplay::songplayId);
            Changes<TimeRow> times = Changes.of(currentTimes(), expectedTimes(), TimeRow::start);
            return new SliceResult(
                    write(songplays),
                    writeTimes(times),
                    derivedStarts(current),
                    songplays.rows().stream().mapToLong(Songplay::start).toArray(),
                    times.rows().stream().mapToLong(TimeRow::start).toArray(),
                    users);
        }

        private long[] derivedStarts(RowDifference.Current<String, Songplay> current) {
            return starts != null
                    ? starts
                    : distinct(LongStream.concat(
                            plays.stream().mapToLong(Play::ts),
                            current.all().stream().mapToLong(Songplay::start)));
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
            reader.forEach(LakeTable.SONGPLAYS, ofStarts(), Songplay.COLUMNS, row -> {
                Songplay songplay = Songplay.of(row);
                current.add(songplay.songplayId(), songplay);
            });
            return current;
        }

        private List<Songplay> expectedSongplays() {
            List<SongKey> keys = plays.stream().map(Play::songKey).toList();
            Set<SongKey> distinct = new HashSet<>(keys);
            distinct.remove(null);
            Map<SongKey, SongMatches.Match> matches = new SongMatches(reader).of(distinct, slice.songs());
            List<Songplay> expected = new ArrayList<>(plays.size());
            for (int i = 0; i < plays.size(); i++) {
                expected.add(Songplay.of(plays.get(i), matches.get(keys.get(i))));
            }
            return expected;
        }

        private RowDifference.Current<Long, TimeRow> currentTimes() {
            RowDifference.Current<Long, TimeRow> current = new RowDifference.Current<>();
            if (starts == null) {
                reader.forEach(LakeTable.TIME, ofStarts(), TimeRow.COLUMNS, row -> {
                    TimeRow time = TimeRow.of(row);
                    current.add(time.start(), time);
                });
            } else {
                // a row's start tells its other columns, which only a rebuild compares
                LongFunction<TimeRow> rows = TimeRow.factory();
                reader.forEach(LakeTable.TIME, ofStarts(), TimeRow.KEY, row -> {
                    long start = RecordFactory.millis(row, "start_time");
                    current.add(start, rows.apply(start));
                });
            }
            return current;
        }

        private List<TimeRow> expectedTimes() {
            long[] expected = distinct(plays.stream().mapToLong(Play::ts));
            return Arrays.stream(expected).mapToObj(TimeRow.factory()).toList();
        }

        private FileChanges write(Changes<Songplay> changes) {
            Table table = tables.get(LakeTable.SONGPLAYS);
            EqualityDeletes deletes = new EqualityDeletes(table, Songplay.KEY);
            List<Record> removed = changes.removed().stream()
                    .map(songplay -> deletes.key(songplay.songplayId(), RecordFactory.time(songplay.start())))
                    .toList();
            RecordFactory rows = RecordFactory.of(table, Songplay.COLUMNS);
            try (RecordFiles files = new RecordFiles(table)) {
                List<Songplay> added = new ArrayList<>(changes.added());
                added.sort(Comparator.comparingLong(Songplay::start).thenComparing(Songplay::songplayId));
                added.forEach(songplay -> files.write(songplay.row(rows)));
                return new FileChanges(files.complete(), deletes.writeByStartTime(removed));
            }
        }

        private FileChanges writeTimes(Changes<TimeRow> changes) {
            Table table = tables.get(LakeTable.TIME);
            EqualityDeletes deletes = new EqualityDeletes(table, TimeRow.KEY);
            List<Record> removed = changes.removed().stream()
                    .map(time -> deletes.key(RecordFactory.time(time.start())))
                    .toList();
            RecordFactory rows = RecordFactory.of(table, TimeRow.COLUMNS);
            try (RecordFiles files = new RecordFiles(table)) {
                changes.added().stream()
                        .sorted(Comparator.comparingLong(TimeRow::start))
                        .forEach(time -> files.write(time.row(rows)));
                return new FileChanges(files.complete(), deletes.writeByStartTime(removed));
            }
        }
    }

    /**
     * Rows of a table that differ.
     *
     * @param removed present rows that are not expected
     * @param added expected rows that are not present
     * @param rows one row for each key that differs
     */
    private record Changes<R>(Collection<R> removed, Collection<R> added, Collection<R> rows) {
        /** @param expected rows with different keys */
        static <K, R> Changes<R> of(RowDifference.Current<K, R> current, List<R> expected, Function<R, K> key) {
            if (current.keys().isEmpty()) {
                return new Changes<>(List.of(), expected, expected);
            }
            Map<K, R> byKey = new HashMap<>();
            expected.forEach(row -> byKey.put(key.apply(row), row));
            RowDifference<K, R> difference = current.to(byKey);
            List<R> changed = difference.keys().stream()
                    .map(one -> difference
                            .added()
                            .getOrDefault(one, difference.removed().get(one)))
                    .toList();
            return new Changes<>(
                    difference.removed().values(), difference.added().values(), changed);
        }
    }
}
