package com.sparkify.etl.transform;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.dayofmonth;
import static org.apache.spark.sql.functions.hour;
import static org.apache.spark.sql.functions.month;
import static org.apache.spark.sql.functions.weekday;
import static org.apache.spark.sql.functions.weekofyear;
import static org.apache.spark.sql.functions.year;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The time dimension: one row for each distinct start of a play, in UTC. */
public final class TimeRows {
    private static final Column START = col("start_time");

    private TimeRows() {}

    /** ISO week, calendar year, ISO weekday (1 is Monday). */
    public static Dataset<Row> of(Dataset<Row> plays) {
        return plays.select(START)
                .distinct()
                .select(
                        START,
                        hour(START).as("hour"),
                        dayofmonth(START).as("day"),
                        weekofyear(START).as("week"),
                        month(START).as("month"),
                        year(START).as("year"),
                        weekday(START).plus(1).as("weekday"));
    }
}
