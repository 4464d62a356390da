package com.sparkify.etl.derive;

import com.sparkify.etl.silver.StoredPlay;
import com.sparkify.etl.source.Play;
import com.sparkify.etl.source.SongKey;
import com.sparkify.etl.table.Conditions;
import com.sparkify.etl.table.EqualityDeletes;
import com.sparkify.etl.table.FileChanges;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.LakeTables;
import com.sparkify.etl.table.RecordFiles;
import com.sparkify.etl.table.Rows;
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
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;

/**
 * Makes the songplays and time rows of some start times equal what the plays say. All copies of a play have its start
 * time, so nothing outside the slice is looked at.
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
        private final Set<Long> starts;
        private final Map<Play.NaturalKey, StoredPlay> plays = new HashMap<>();
        /** Of rows that do not count too: an earlier derivation may have counted them. */
        private final HashMap<String, UserPlay> users = new HashMap<>();

        Derived(LakeTables tables, PlaySlice slice) {
            this.tables = tables;
            this.reader = new TableReader(tables);
            this.slice = slice;
            List<StoredPlay> stored = reader.list(
                    LakeTable.PLAY_RECORDS,
                    Conditions.startsWithin(slice.times()),
                    StoredPlay.COLUMNS,
                    row -> slice.times().contains(Rows.millis(row, "start_time")),
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

        private Set<Long> concerned(List<StoredPlay> stored) {
            Set<Long> concerned = new HashSet<>();
            Arrays.stream(slice.starts()).forEach(concerned::add);
            Set<String> objects = slice.scope().objects();
            for (StoredPlay play : stored) {
                if (objects.contains(play.objectKey())) {
                    concerned.add(play.play().ts());
                }
            }
            return concerned;
        }

        private boolean isConcerned(long start) {
            return starts == null ? slice.times().contains(start) : starts.contains(start);
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
                    sorted(derivedStarts(current)),
                    sorted(changedStarts(songplays)),
                    sorted(times.keys()),
                    users);
        }

        private Collection<Long> derivedStarts(RowDifference.Current<String, Songplay> current) {
            if (starts != null) {
                return starts;
            }
            Set<Long> all = new TreeSet<>();
            plays.keySet().forEach(key -> all.add(key.ts()));
            current.all().forEach(songplay -> all.add(songplay.start()));
            return all;
        }

        private static Collection<Long> changedStarts(RowDifference<String, Songplay> songplays) {
            Set<Long> changed = new TreeSet<>();
            songplays.removed().values().forEach(songplay -> changed.add(songplay.start()));
            songplays.added().values().forEach(songplay -> changed.add(songplay.start()));
            return changed;
        }

        private static long[] sorted(Collection<Long> values) {
            return values.stream().mapToLong(Long::longValue).sorted().toArray();
        }

        private RowDifference.Current<String, Songplay> currentSongplays() {
            RowDifference.Current<String, Songplay> current = new RowDifference.Current<>();
            reader.forEach(LakeTable.SONGPLAYS, Conditions.startsWithin(slice.times()), Songplay.COLUMNS, row -> {
                if (isConcerned(Rows.millis(row, "start_time"))) {
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
                if (isConcerned(Rows.millis(row, "start_time"))) {
                    TimeRow time = TimeRow.of(row);
                    current.add(time.start(), time);
                }
            });
            return current;
        }

        private Map<Long, TimeRow> expectedTimes() {
            Map<Long, TimeRow> expected = new TreeMap<>();
            plays.keySet().forEach(key -> expected.computeIfAbsent(key.ts(), TimeRow::of));
            return expected;
        }

        private FileChanges write(RowDifference<String, Songplay> difference) {
            Table table = tables.get(LakeTable.SONGPLAYS);
            EqualityDeletes deletes = new EqualityDeletes(table, Songplay.KEY);
            List<Record> removed = difference.removed().values().stream()
                    .map(songplay -> deletes.key(songplay.songplayId(), Rows.time(songplay.start())))
                    .toList();
            Rows rows = Rows.of(table, Songplay.COLUMNS);
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
                    .map(start -> deletes.key(Rows.time(start)))
                    .toList();
            Rows rows = Rows.of(table, TimeRow.COLUMNS);
            try (RecordFiles files = new RecordFiles(table)) {
                new TreeMap<>(difference.added()).values().forEach(time -> files.write(time.row(rows)));
                return new FileChanges(files.complete(), deletes.writeByStartTime(removed));
            }
        }
    }
}
