package com.sparkify.etl.table;

import com.sparkify.etl.key.LongHashSet;
import com.sparkify.etl.key.LongRanges;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.LongPredicate;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/**
 * Selects the rows of a table by one column of longs or timestamps. Files and row groups without such rows are pruned; of
 * the others, only the selected rows become records.
 */
public final class Selection {
    /** All rows. */
    public static final Selection ALL = ofPruned(Expressions.alwaysTrue());

    private static final long MICROS_OF_MILLI = 1000;

    /** Null if nothing but pruning selects. */
    private final String column;

    private final LongPredicate isSelected;
    private final int values;
    private final Expression pruning;

    private Selection(String column, LongPredicate isSelected, int values, Expression pruning) {
        this.column = column;
        this.isSelected = isSelected;
        this.values = values;
        this.pruning = pruning;
    }

    /** Selects all rows of the files and row groups that may contain one that meets the condition. */
    static Selection ofPruned(Expression condition) {
        return new Selection(null, null, 0, condition);
    }

    /** Selects: the column is one of the numbers. */
    public static Selection of(String column, Collection<Long> numbers) {
        LongHashSet set = new LongHashSet();
        numbers.forEach(set::add);
        return new Selection(column, set::contains, numbers.size(), Conditions.mayBeNumber(column, numbers));
    }

    /** Selects: the column lies in the ranges. */
    public static Selection within(String column, LongRanges ranges) {
        return new Selection(column, ranges::contains, ranges.size(), Conditions.within(column, ranges));
    }

    /** Selects: {@code start_time} lies in the ranges of epoch milliseconds. */
    public static Selection startsWithin(LongRanges times) {
        return starts(times, times::contains);
    }

    /**
     * Selects: {@code start_time} is one of the times.
     *
     * @param times ranges that contain all of {@code sorted}
     * @param sorted epoch milliseconds
     */
    public static Selection startsAmong(LongRanges times, long[] sorted) {
        return starts(times, start -> Arrays.binarySearch(sorted, start) >= 0);
    }

    private static Selection starts(LongRanges times, LongPredicate isSelected) {
        return new Selection(
                "start_time",
                micros -> isSelected.test(Math.floorDiv(micros, MICROS_OF_MILLI)),
                times.size(),
                Conditions.startsWithin(times));
    }

    /** Prunes by another condition too; the rows that are passed need not meet it. */
    public Selection prunedAlsoBy(Expression other) {
        return new Selection(column, isSelected, values, Expressions.and(other, pruning));
    }

    /** Returns false if nothing but pruning selects. */
    boolean isOfRows() {
        return column != null;
    }

    /** Returns the number of values or ranges that select; 0 if nothing but pruning does. */
    int values() {
        return values;
    }

    String column() {
        return column;
    }

    Expression pruning() {
        return pruning;
    }

    boolean contains(long value) {
        return isSelected.test(value);
    }

    boolean contains(Record row) {
        return row.getField(column) instanceof Long value && isSelected.test(value);
    }
}
