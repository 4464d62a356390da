package com.sparkify.etl.derive;

import com.sparkify.etl.table.RecordFactory;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.apache.iceberg.data.Record;

/**
 * A row of the time dimension, in UTC: ISO week, calendar year, ISO weekday (1 is Monday).
 *
 * @param start epoch milliseconds
 */
record TimeRow(long start, int hour, int day, int week, int month, int year, int weekday) {
    static final List<String> COLUMNS = List.of("start_time", "hour", "day", "week", "month", "year", "weekday");
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    static final List<String> KEY = List.of("start_time");

    /** Returns a factory that computes the columns of a day once. */
    static LongFunction<TimeRow> factory() {
        Map<Long, TimeRow> midnights = new HashMap<>();
        return start -> midnights
                .computeIfAbsent(Math.floorDiv(start, DAY), TimeRow::midnight)
                .at(start);
    }

    private static TimeRow midnight(long epochDay) {
        LocalDate date = LocalDate.ofEpochDay(epochDay);
        return new TimeRow(
                epochDay * DAY,
                0,
                date.getDayOfMonth(),
                date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
                date.getMonthValue(),
                date.getYear(),
                date.getDayOfWeek().getValue());
    }

    private TimeRow at(long time) {
        return new TimeRow(time, (int) (Math.floorMod(time, DAY) / HOUR), day, week, month, year, weekday);
    }

    static TimeRow of(Record row) {
        return new TimeRow(
                RecordFactory.millis(row, "start_time"),
                number(row, "hour"),
                number(row, "day"),
                number(row, "week"),
                number(row, "month"),
                number(row, "year"),
                number(row, "weekday"));
    }

    private static int number(Record row, String column) {
        return (Integer) row.getField(column);
    }

    Record row(RecordFactory rows) {
        return rows.row(RecordFactory.time(start), hour, day, week, month, year, weekday);
    }
}
