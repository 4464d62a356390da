package com.sparkify.etl.silver;

import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.silver.Silver.Contribution;
import com.sparkify.etl.table.Conditions;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.RecordFactory;
import com.sparkify.etl.table.TableReader;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/**
 * Finds the days in which contributions have plays. The time ranges of a contribution are limited in number, so those of
 * a few scattered plays may cover centuries.
 */
final class PlayDays {
    private static final long DAY = 86_400_000;
    /** A delete for each of so few days costs less than reading the plays. */
    private static final int FEW_DAYS = 8;
    /** Bounds the cost of joining the time ranges of many contributions. */
    private static final int MOST_RANGES = 1_000;

    private final TableReader reader;

    PlayDays(TableReader reader) {
        this.reader = reader;
    }

    /**
     * Returns the keys of the contributions by epoch day.
     *
     * @param contributions at most one for each object
     */
    Map<Long, Set<String>> of(Collection<Contribution> contributions) {
        Map<Long, Set<String>> keys = new TreeMap<>();
        Map<String, Contribution> scattered = new HashMap<>();
        for (Contribution one : contributions) {
            List<Long> days = days(one.playTimes()).limit(FEW_DAYS + 1).boxed().toList();
            if (days.size() > FEW_DAYS) {
                scattered.put(one.objectKey(), one);
            } else {
                days.forEach(day -> add(keys, day, one));
            }
        }
        if (!scattered.isEmpty()) {
            read(scattered, keys);
        }
        return keys;
    }

    private static LongStream days(LongRanges times) {
        return times.ranges().stream()
                .flatMapToLong(range ->
                        LongStream.rangeClosed(Math.floorDiv(range.from(), DAY), Math.floorDiv(range.to() - 1, DAY)))
                .distinct();
    }

    private void read(Map<String, Contribution> contributions, Map<Long, Set<String>> keys) {
        LongRanges times = contributions.values().stream()
                .map(Contribution::playTimes)
                .reduce(LongRanges.NONE, (one, other) -> one.union(other).atMost(MOST_RANGES));
        Expression condition = Expressions.and(
                Conditions.startsWithin(times), Conditions.mayBeText("object_key", contributions.keySet()));
        reader.forEachOfPruned(
                LakeTable.PLAY_RECORDS, condition, List.of("object_key", "batch_id", "start_time"), row -> {
                    Contribution one = contributions.get(RecordFactory.text(row, "object_key"));
                    if (one != null && Objects.equals(one.batchId(), RecordFactory.text(row, "batch_id"))) {
                        add(keys, Math.floorDiv(RecordFactory.millis(row, "start_time"), DAY), one);
                    }
                });
    }

    private static void add(Map<Long, Set<String>> keys, long day, Contribution one) {
        keys.computeIfAbsent(day, first -> new LinkedHashSet<>()).add(one.objectKey());
    }
}
