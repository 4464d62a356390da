package com.sparkify.etl.publish;

import com.sparkify.etl.key.Cells;
import com.sparkify.etl.key.KeyHash;
import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.lake.ObjectStore;
import com.sparkify.etl.lake.StoredObject;
import com.sparkify.etl.table.Concurrently;
import com.sparkify.etl.table.RecordFactory;
import com.sparkify.etl.table.Selection;
import com.sparkify.etl.table.TableReader;
import com.sparkify.etl.work.Workers;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The files that a publication writes and deletes. */
final class ChangedFiles {
    /** Number of files that each worker writes between two checks of the lease: a few seconds' work. */
    private static final int FILES_OF_WORKER = 8;
    /** Number of keys of a DELETE request. */
    private static final int DELETES = 1_000;

    private final TableReader reader;
    private final ObjectStore lake;
    private final String root;
    private final Runnable leaseCheck;
    private final List<PublishTask> toWrite = new ArrayList<>();
    private final Set<String> toRemove = new HashSet<>();

    /**
     * @param root common prefix of the keys
     * @param leaseCheck throws if this run may not write any more
     */
    ChangedFiles(TableReader reader, ObjectStore lake, String root, Runnable leaseCheck) {
        this.reader = reader;
        this.lake = lake;
        this.root = root;
        this.leaseCheck = leaseCheck;
    }

    /** Adds the files of a table's changed cells, and those that a split or merge creates or replaces. */
    void plan(PublishedTable table, LongRanges cells, CurrentCounts counts, long mostRows) {
        if (!table.isByDay()) {
            List<Leaf> leaves = LeafTree.ofDimension(table, mostRows, counts.rows(), cell -> hashes(table, cell));
            plan(table, existing(table.folder()), cells, leaves);
            return;
        }
        List<Long> days = List.copyOf(counts.rowsByDay().keySet());
        List<Set<String>> existing = Concurrently.map(days, day -> existing(table.folder(LocalDate.ofEpochDay(day))));
        for (int i = 0; i < days.size(); i++) {
            long day = days.get(i);
            List<Leaf> leaves =
                    LeafTree.ofDay(table, day, mostRows, counts.rowsOf(day), minute -> hashes(table, minute));
            plan(table, existing.get(i), cells, leaves);
        }
    }

    private Set<String> existing(String folder) {
        return lake.list(root + folder).stream().map(StoredObject::key).collect(Collectors.toSet());
    }

    private void plan(PublishedTable table, Set<String> existing, LongRanges cells, List<Leaf> leaves) {
        toRemove.addAll(existing);
        for (Leaf leaf : leaves) {
            String key = root + leaf.path();
            toRemove.remove(key);
            if (!existing.contains(key) || leaf.holdsAnyOf(cells)) {
                toWrite.add(new PublishTask(lake, table, leaf, key));
            }
        }
    }

    private long[] hashes(PublishedTable table, long cell) {
        LongRanges one = LongRanges.of(cell, cell + 1);
        return (table.isByDay()
                        ? reader.list(
                                table.table(),
                                Selection.startsWithin(Cells.times(one)),
                                List.of(table.columns().get(0), "start_time"),
                                row -> KeyHash.of(FileWriting.keyOf(table, row)))
                        : reader.list(
                                table.table(),
                                Selection.within("key_hash", Cells.hashes(one)),
                                List.of("key_hash"),
                                row -> RecordFactory.number(row, "key_hash")))
                .stream().mapToLong(Long::longValue).sorted().toArray();
    }

    /**
     * Writes the files, then deletes those they replace. Checks the lease before each portion, because a run that lost it
     * would replace its successor's files by older ones.
     */
    void write(Workers workers) {
        if (!toWrite.isEmpty()) {
            inPortions(toWrite, FILES_OF_WORKER * workers.parallelism(), some -> workers.map(some, new FileWriting()));
        }
        inPortions(List.copyOf(toRemove), DELETES, lake::delete);
    }

    private <T> void inPortions(List<T> all, int size, Consumer<List<T>> action) {
        for (int start = 0; start < all.size(); start += size) {
            leaseCheck.run();
            action.accept(List.copyOf(all.subList(start, Math.min(all.size(), start + size))));
        }
    }
}
