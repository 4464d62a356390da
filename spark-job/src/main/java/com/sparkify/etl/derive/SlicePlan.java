package com.sparkify.etl.derive;

import static org.apache.iceberg.expressions.Expressions.alwaysTrue;

import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.table.Conditions;
import com.sparkify.etl.table.FileTimes;
import com.sparkify.etl.table.LakeTable;
import com.sparkify.etl.table.TableReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.FileScanTask;

/** Cuts the plays to derive into slices that fit into a task's memory, from metadata alone. */
final class SlicePlan {
    private static final long MINUTE = 60_000;
    private static final long DAY = 86_400_000;
    private static final long SLICE_ROWS = 60_000;
    private static final int SLICE_RANGES = 64;
    /** A file's rows are assumed to spread evenly over at most this many intervals of its time range. */
    private static final int PIECES = 288;

    private final TableReader tables;

    SlicePlan(TableReader tables) {
        this.tables = tables;
    }

    /** Returns the time ranges of each slice. */
    List<LongRanges> slices(LongRanges times) {
        TreeMap<Long, Double> rowsFrom = rowsFrom(times);
        List<LongRanges> slices = new ArrayList<>();
        List<LongRanges> open = new ArrayList<>();
        double rows = 0;
        for (LongRanges.Range range : times.ranges()) {
            long from = range.from();
            for (Map.Entry<Long, Double> piece :
                    rowsFrom.subMap(range.from(), true, range.to(), false).entrySet()) {
                rows += piece.getValue();
                if (rows > SLICE_ROWS && piece.getKey() > from) {
                    open.add(LongRanges.of(from, piece.getKey()));
                    add(slices, open);
                    from = piece.getKey();
                    rows = piece.getValue();
                }
            }
            open.add(LongRanges.of(from, range.to()));
            if (open.size() == SLICE_RANGES) {
                add(slices, open);
                rows = 0;
            }
        }
        add(slices, open);
        return slices;
    }

    private static void add(List<LongRanges> slices, List<LongRanges> open) {
        if (!open.isEmpty()) {
            slices.add(open.stream().reduce(LongRanges.NONE, LongRanges::union));
            open.clear();
        }
    }

    /** Returns the estimated number of rows in each interval, by the start of the interval. */
    private TreeMap<Long, Double> rowsFrom(LongRanges times) {
        TreeMap<Long, Double> rows = new TreeMap<>();
        tables.forEachFile(LakeTable.PLAY_RECORDS, Conditions.startsWithin(times), task -> count(task, rows));
        return rows;
    }

    private static void count(FileScanTask task, TreeMap<Long, Double> rows) {
        FileTimes file = FileTimes.of(task);
        long first = Math.floorDiv(file.first(), MINUTE);
        long minutes = Math.floorDiv(file.last(), MINUTE) - first + 1;
        long pieces = Math.min(PIECES, minutes);
        for (long piece = 0; piece < pieces; piece++) {
            rows.merge(
                    (first + piece * minutes / pieces) * MINUTE,
                    (double) task.file().recordCount() / pieces,
                    Double::sum);
        }
    }

    /** Returns the days of all play records, from metadata. */
    LongRanges all() {
        long[] days = days(LakeTable.PLAY_RECORDS);
        long[] derived = days(LakeTable.SONGPLAYS);
        long[] times = days(LakeTable.TIME);
        return LongRanges.covering(days, DAY)
                .union(LongRanges.covering(derived, DAY))
                .union(LongRanges.covering(times, DAY));
    }

    private long[] days(LakeTable table) {
        List<Long> days = new ArrayList<>();
        tables.forEachFile(
                table, alwaysTrue(), task -> days.add(task.file().partition().get(0, Integer.class) * DAY));
        return days.stream().mapToLong(Long::longValue).toArray();
    }
}
