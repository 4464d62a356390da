package com.sparkify.etl.table;

import static org.apache.iceberg.expressions.Expressions.alwaysFalse;
import static org.apache.iceberg.expressions.Expressions.alwaysTrue;
import static org.apache.iceberg.expressions.Expressions.and;
import static org.apache.iceberg.expressions.Expressions.greaterThanOrEqual;
import static org.apache.iceberg.expressions.Expressions.in;
import static org.apache.iceberg.expressions.Expressions.lessThan;
import static org.apache.iceberg.expressions.Expressions.lessThanOrEqual;
import static org.apache.iceberg.expressions.Expressions.or;

import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.key.Utf8Order;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.apache.iceberg.expressions.Expression;

/** Conditions by which Iceberg prunes files and row groups. */
public final class Conditions {
    /** Beyond so many ranges, testing them costs more than they save. */
    private static final int MOST_RANGES = 128;
    /** Iceberg prunes by the values of a list only up to so many. */
    private static final int MOST_IN_LIST = 200;

    private static final int MOST_LISTS = 5;

    private Conditions() {}

    /** {@code start_time} lies in the ranges of epoch milliseconds. */
    public static Expression startsWithin(LongRanges times) {
        return within("start_time", times, 1000);
    }

    /** The column lies in the ranges. */
    public static Expression within(String column, LongRanges ranges) {
        return within(column, ranges, 1);
    }

    private static Expression within(String column, LongRanges ranges, long unit) {
        if (ranges.equals(LongRanges.ALL)) {
            return alwaysTrue();
        }
        return anyOf(ranges.atMost(MOST_RANGES).ranges().stream()
                .map(range -> and(greaterThanOrEqual(column, range.from() * unit), lessThan(column, range.to() * unit)))
                .toList());
    }

    /** The column may be one of the texts; if these are many, only ranges are given, and the reader must look itself. */
    public static Expression mayBeText(String column, Collection<String> texts) {
        return mayBe(
                column,
                texts.stream().sorted(Utf8Order.BY_BYTES).distinct().toList(),
                // the less two neighbours have in common, the more may lie between them
                (text, next) -> -commonLength(text, next));
    }

    /** The column may be one of the numbers; if these are many, only ranges are given, and the reader must look itself. */
    public static Expression mayBeNumber(String column, Collection<Long> numbers) {
        return mayBe(
                column,
                numbers.stream().sorted().distinct().toList(),
                (number, next) -> (double) next - (double) number);
    }

    private static int commonLength(String one, String other) {
        int length = 0;
        while (length < Math.min(one.length(), other.length()) && one.charAt(length) == other.charAt(length)) {
            length++;
        }
        return length;
    }

    private static <T> Expression mayBe(String column, List<T> sorted, ToDoubleBiFunction<T, T> gap) {
        if (sorted.isEmpty()) {
            return alwaysFalse();
        }
        if (sorted.size() > MOST_LISTS * MOST_IN_LIST) {
            return ranges(column, sorted, gap);
        }
        Expression lists = alwaysFalse();
        for (int start = 0; start < sorted.size(); start += MOST_IN_LIST) {
            List<?> list = sorted.subList(start, Math.min(sorted.size(), start + MOST_IN_LIST));
            lists = or(lists, in(column, list.toArray()));
        }
        return lists;
    }

    /** Ranges that hold all values, apart where the gaps between them are greatest. */
    private static <T> Expression ranges(String column, List<T> sorted, ToDoubleBiFunction<T, T> gap) {
        List<Integer> ends = new ArrayList<>(IntStream.range(0, sorted.size() - 1)
                .boxed()
                .sorted(Comparator.comparingDouble(at -> -gap.applyAsDouble(sorted.get(at), sorted.get(at + 1))))
                .limit(MOST_RANGES - 1L)
                .sorted()
                .toList());
        ends.add(sorted.size() - 1);
        List<Expression> ranges = new ArrayList<>();
        int start = 0;
        for (int end : ends) {
            ranges.add(and(greaterThanOrEqual(column, sorted.get(start)), lessThanOrEqual(column, sorted.get(end))));
            start = end + 1;
        }
        return anyOf(ranges);
    }

    /** Halved again and again: a chain would be as deep as it is long. */
    private static Expression anyOf(List<Expression> conditions) {
        if (conditions.size() <= 1) {
            return conditions.isEmpty() ? alwaysFalse() : conditions.get(0);
        }
        int half = conditions.size() / 2;
        return or(anyOf(conditions.subList(0, half)), anyOf(conditions.subList(half, conditions.size())));
    }
}
