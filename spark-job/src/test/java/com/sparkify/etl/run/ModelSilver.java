package com.sparkify.etl.run;

import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.silver.Silver;
import com.sparkify.etl.silver.StoredPlay;
import com.sparkify.etl.silver.StoredSong;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Contributions of objects: rows, and the bounds of data files, which cover more after a compaction. */
final class ModelSilver {
    private static final long DAY = 86_400_000;

    final Table<StoredPlay> plays = new Table<>(
            StoredPlay::objectKey, StoredPlay::batchId, row -> row.play().ts());
    final Table<StoredSong> songs = new Table<>(StoredSong::objectKey, StoredSong::batchId, row -> 0);
    final Table<Rejected> rejected = new Table<>(Rejected::objectKey, Rejected::batchId, row -> 0);

    record Rejected(String objectKey, String batchId) {}

    /** The bounds of a data file; all its rows are of one day. */
    private record File(String firstBatch, String lastBatch, long first, long last) {
        boolean mayHold(String batchId) {
            return firstBatch.compareTo(batchId) <= 0 && lastBatch.compareTo(batchId) >= 0;
        }
    }

    static final class Table<R> {
        private final Function<R, String> objectKey;
        private final Function<R, String> batchId;
        private final ToLongFunction<R> time;
        private final List<R> rows = new ArrayList<>();
        private final List<File> files = new ArrayList<>();

        Table(Function<R, String> objectKey, Function<R, String> batchId, ToLongFunction<R> time) {
            this.objectKey = objectKey;
            this.batchId = batchId;
            this.time = time;
        }

        List<R> rows() {
            return rows;
        }

        /** True if there was anything to append. */
        boolean append(List<R> added) {
            rows.addAll(added);
            addFiles(added);
            return !added.isEmpty();
        }

        private void addFiles(List<R> some) {
            Map<Long, List<R>> byDay = new TreeMap<>();
            some.forEach(row -> byDay.computeIfAbsent(time.applyAsLong(row) / DAY, day -> new ArrayList<>())
                    .add(row));
            byDay.values().forEach(ofDay -> {
                List<String> batches = ofDay.stream().map(batchId).sorted().toList();
                long[] times = ofDay.stream().mapToLong(time).sorted().toArray();
                files.add(new File(batches.get(0), batches.get(batches.size() - 1), times[0], times[times.length - 1]));
            });
        }

        /** Joins all files of a day; the rows stay. */
        void compact() {
            files.clear();
            addFiles(rows);
        }

        boolean mayHold(String batch) {
            return files.stream().anyMatch(file -> file.mayHold(batch));
        }

        LongRanges times(String batch) {
            return files.stream()
                    .filter(file -> file.mayHold(batch))
                    .map(file -> LongRanges.of(file.first(), file.last() + 1))
                    .reduce(LongRanges.NONE, LongRanges::union);
        }

        /** Deletes the contributions; of plays only in the days that their times name. */
        boolean remove(Collection<Silver.Contribution> contributions, boolean isByDay) {
            return rows.removeIf(row -> contributions.stream()
                    .anyMatch(one -> one.objectKey().equals(objectKey.apply(row))
                            && one.batchId().equals(batchId.apply(row))
                            && (!isByDay || isInDayOf(one.playTimes(), row))));
        }

        private boolean isInDayOf(LongRanges times, R row) {
            long day = time.applyAsLong(row) / DAY * DAY;
            return times.overlaps(day, day + DAY);
        }

        /** Deletes a batch in the days of the files that may hold it. */
        boolean removeBatch(String batch) {
            Set<Long> days = new HashSet<>();
            files.stream().filter(file -> file.mayHold(batch)).forEach(file -> days.add(file.first() / DAY));
            return rows.removeIf(row -> batchId.apply(row).equals(batch) && days.contains(time.applyAsLong(row) / DAY));
        }

        /** The batches of the rows, by object. */
        Map<String, Set<String>> batches() {
            Map<String, Set<String>> batches = new HashMap<>();
            rows.forEach(row -> batches.computeIfAbsent(objectKey.apply(row), key -> new HashSet<>())
                    .add(batchId.apply(row)));
            return batches;
        }
    }

    boolean mayHold(String batchId) {
        return plays.mayHold(batchId) || songs.mayHold(batchId) || rejected.mayHold(batchId);
    }

    void compact() {
        plays.compact();
        songs.compact();
        rejected.compact();
    }
}
