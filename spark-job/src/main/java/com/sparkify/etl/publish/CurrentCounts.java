package com.sparkify.etl.publish;

import com.sparkify.etl.key.Cells;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Numbers of rows of a table by which its rows are assigned to files.
 *
 * @param rows by cell, for all cells of the days to publish, or of a dimension
 * @param rowsByDay by epoch day, for the days to publish; zero for a day that may have files but has no rows; empty for a
 * dimension
 */
record CurrentCounts(NavigableMap<Long, Long> rows, NavigableMap<Long, Long> rowsByDay) {

    /** Returns the numbers of rows of a day's minutes. */
    NavigableMap<Long, Long> rowsOf(long day) {
        return rows.subMap(day * Cells.DAY_MINUTES, true, (day + 1) * Cells.DAY_MINUTES, false);
    }

    /** Returns the days without rows. */
    NavigableMap<Long, Long> emptyDays() {
        TreeMap<Long, Long> empty = new TreeMap<>(rowsByDay);
        empty.values().removeIf(count -> count > 0);
        return empty;
    }
}
