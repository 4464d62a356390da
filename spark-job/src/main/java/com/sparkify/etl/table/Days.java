package com.sparkify.etl.table;

import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.Column;

/** UTC days as a condition on a timestamp column. */
public final class Days {
    private Days() {}

    /** Rows of these days and no others, as ranges whose bounds are days: they cover partitions exactly. */
    public static Column contain(Column time, Collection<LocalDate> days) {
        List<Column> ranges = new ArrayList<>();
        LocalDate from = null;
        LocalDate until = null;
        for (LocalDate day : new TreeSet<>(days)) {
            if (!day.equals(until)) {
                addRange(ranges, time, from, until);
                from = day;
            }
            until = day.plusDays(1);
        }
        addRange(ranges, time, from, until);
        return ranges.isEmpty() ? lit(false) : anyOf(ranges);
    }

    private static void addRange(List<Column> ranges, Column time, LocalDate from, LocalDate until) {
        if (from != null) {
            ranges.add(time.geq(instant(from)).and(time.lt(instant(until))));
        }
    }

    /** Halved again and again: a chain of thousands would be too deep for Spark's recursive rules. */
    private static Column anyOf(List<Column> conditions) {
        int half = conditions.size() / 2;
        return half == 0
                ? conditions.get(0)
                : anyOf(conditions.subList(0, half)).or(anyOf(conditions.subList(half, conditions.size())));
    }

    private static Column instant(LocalDate day) {
        return lit(day.atStartOfDay().toInstant(ZoneOffset.UTC));
    }
}
