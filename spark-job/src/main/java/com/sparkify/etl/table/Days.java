package com.sparkify.etl.table;

import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Iterator;
import java.util.TreeSet;
import org.apache.spark.sql.Column;

/** UTC days as a condition on a timestamp column. */
public final class Days {
    private Days() {}

    /** Rows of these days and no others, as ranges whose bounds are days: they cover partitions exactly. */
    public static Column contain(Column time, Collection<LocalDate> days) {
        Column condition = lit(false);
        boolean any = false;
        Iterator<LocalDate> sorted = new TreeSet<>(days).iterator();
        LocalDate from = sorted.hasNext() ? sorted.next() : null;
        while (from != null) {
            LocalDate until = from.plusDays(1);
            LocalDate next = null;
            while (sorted.hasNext() && (next = sorted.next()).equals(until)) {
                until = until.plusDays(1);
                next = null;
            }
            Column range = time.geq(instant(from)).and(time.lt(instant(until)));
            condition = any ? condition.or(range) : range;
            any = true;
            from = next;
        }
        return condition;
    }

    private static Column instant(LocalDate day) {
        return lit(day.atStartOfDay().toInstant(ZoneOffset.UTC));
    }
}
