package com.sparkify.etl.query;

import com.sparkify.etl.table.LakeTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;

/**
 * Snapshots of the star tables that belong together.
 *
 * @param batch the batch that produced them
 * @param snapshots by table name; a table without rows has none
 */
record ConsistentSet(String batch, Instant writtenAt, Map<String, Long> snapshots) {

    ConsistentSet {
        snapshots = Map.copyOf(snapshots);
    }

    /** Reads all sets from {@code consistent_sets}, oldest first. */
    static List<ConsistentSet> of(Table consistentSets) {
        try (CloseableIterable<Record> rows =
                IcebergGenerics.read(consistentSets).build()) {
            return StreamSupport.stream(rows.spliterator(), false)
                    .map(ConsistentSet::of)
                    .sorted(Comparator.comparing(ConsistentSet::writtenAt))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param sets oldest first */
    static ConsistentSet newest(List<ConsistentSet> sets) {
        return sets.isEmpty() ? new ConsistentSet("none", Instant.EPOCH, Map.of()) : sets.get(sets.size() - 1);
    }

    /** Returns the newest set that was written at or before that time. */
    static ConsistentSet asOf(List<ConsistentSet> sets, Instant time) {
        List<ConsistentSet> before =
                sets.stream().filter(set -> !set.writtenAt.isAfter(time)).toList();
        if (before.isEmpty()) {
            throw new IllegalArgumentException("No consistent set is left of %s or before: %s"
                    .formatted(
                            time, sets.isEmpty() ? "there is none yet" : "the oldest is of " + sets.get(0).writtenAt));
        }
        return newest(before);
    }

    /** Returns the newest set of that batch. Compaction writes a batch's set again with newer snapshots. */
    static ConsistentSet ofBatch(List<ConsistentSet> sets, String batch) {
        List<ConsistentSet> found =
                sets.stream().filter(set -> batch.equals(set.batch)).toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    "No consistent set of batch '%s': SELECT batch_id, written_at FROM consistent_sets lists those that are left; a time is written 2018-11-12T10:15:00Z"
                            .formatted(batch));
        }
        return newest(found);
    }

    private static ConsistentSet of(Record row) {
        Map<String, Long> snapshots = new HashMap<>();
        for (LakeTable table : LakeTable.STAR) {
            if (row.getField(table.title()) instanceof Long snapshot) {
                snapshots.put(table.title(), snapshot);
            }
        }
        return new ConsistentSet(
                (String) row.getField("batch_id"),
                ((OffsetDateTime) row.getField("written_at")).toInstant(),
                snapshots);
    }
}
