package com.sparkify.etl.derive;

import com.sparkify.etl.table.Rows;
import java.time.OffsetDateTime;
import java.time.temporal.IsoFields;
import java.util.List;
import org.apache.iceberg.data.Record;

/**
 * A row of the time dimension, in UTC: ISO week, calendar year, ISO weekday (1 is Monday).
 *
 * @param start epoch milliseconds
 */
record TimeRow(long start, int hour, int day, int week, int month, int year, int weekday) {
    static final List<String> COLUMNS = List.of("start_time", "hour", "day", "week", "month", "year", "weekday");
    static final List<String> KEY = List.of("start_time");

    static TimeRow of(long start) {
        OffsetDateTime time = Rows.time(start);
        return new TimeRow(
                start,
                time.getHour(),
                time.getDayOfMonth(),
                time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
                time.getMonthValue(),
                time.getYear(),
                time.getDayOfWeek().getValue());
    }

    static TimeRow of(Record row) {
        return new TimeRow(
                Rows.millis(row, "start_time"),
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

    Record row(Rows rows) {
        return rows.row(Rows.time(start), hour, day, week, month, year, weekday);
    }
}
