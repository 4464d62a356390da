package com.sparkify.etl.table;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;

/**
 * Creates records of a table from values in the order of the given columns. Records hold values of Iceberg's internal
 * types: a timestamp is a {@code Long} of microseconds, a date an {@code Integer} of days.
 */
public final class RecordFactory {
    private static final long MICROS_OF_MILLI = 1000;

    private final GenericRecord empty;
    private final int[] positions;

    private RecordFactory(Schema schema, List<String> columns) {
        this.empty = GenericRecord.create(schema);
        this.positions = columns.stream()
                .mapToInt(column -> schema.columns().indexOf(schema.findField(column)))
                .toArray();
    }

    public static RecordFactory of(Table table, List<String> columns) {
        return new RecordFactory(table.schema(), columns);
    }

    /** @param values one for each of the columns */
    public Record row(Object... values) {
        GenericRecord row = empty.copy();
        for (int i = 0; i < values.length; i++) {
            row.set(positions[i], values[i]);
        }
        return row;
    }

    /** Converts a time to its value in records. */
    public static Long time(long epochMillis) {
        return epochMillis * MICROS_OF_MILLI;
    }

    /** Converts a time to its value in records, truncated to microseconds. */
    public static Long time(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    /** Converts a date to its value in records. */
    public static Integer date(LocalDate date) {
        return date == null ? null : Integer.valueOf((int) date.toEpochDay());
    }

    /** Returns the value of a timestamp column in epoch milliseconds. */
    public static long millis(Record row, String column) {
        return millis(row.getField(column));
    }

    /** Converts the value of a timestamp column to epoch milliseconds. */
    public static long millis(Object value) {
        return Math.floorDiv((Long) value, MICROS_OF_MILLI);
    }

    public static String text(Record row, String column) {
        return (String) row.getField(column);
    }

    public static long number(Record row, String column) {
        return (Long) row.getField(column);
    }
}
