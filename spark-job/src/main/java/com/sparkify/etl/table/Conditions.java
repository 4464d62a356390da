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
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.apache.iceberg.expressions.Expression;

/** Conditions by which Iceberg prunes files and row groups. */
public final class Conditions {
    /** Beyond this number, evaluating the ranges costs more than pruning saves. */
    private static final int MOST_RANGES = 128;
    /** Iceberg prunes by the values of a list only up to this size. */
    private static final int MOST_IN_LIST = 200;

    private static final int MOST_LISTS = 5;
    /** The widest gaps between so many hashes make up a fifteenth of all: sorting costs more than they save. */
    private static final int MOST_SORTED = 10_000;

    private Conditions() {}

    /** Returns: {@code start_time} lies in the ranges of epoch milliseconds. */
    public static Expression startsWithin(LongRanges times) {
        return within("start_time", times, 1000);
    }

    /** Returns: the column lies in the ranges. */
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

    /**
     * Returns: the column may be one of the texts. For many texts the condition consists of ranges, and the caller must
     * filter.
     */
    public static Expression mayBeText(String column, Collection<String> texts) {
        return mayBe(
                column,
                texts.stream().sorted(Utf8Order.BY_BYTES).distinct().toList(),
                // the shorter the common prefix of two neighbours, the wider the gap between them
                (text, next) -> -Utf8Order.commonLength(text, next));
    }

    /**
     * Returns: the column may be one of the numbers. For many numbers the condition consists of ranges, and the caller
     * must filter.
     */
    public static Expression mayBeNumber(String column, Collection<Long> numbers) {
        if (numbers.size() > MOST_SORTED) {
            return and(
                    greaterThanOrEqual(column, Collections.min(numbers)),
                    lessThanOrEqual(column, Collections.max(numbers)));
        }
        return mayBe(
                column,
                numbers.stream().sorted().distinct().toList(),
                (number, next) -> (double) next - (double) number);
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

    /** Returns ranges that cover all values and leave out the widest gaps. */
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

    /** Builds a balanced tree: a chain would be as deep as it is long. */
    private static Expression anyOf(List<Expression> conditions) {
        if (conditions.size() <= 1) {
            return conditions.isEmpty() ? alwaysFalse() : conditions.get(0);
        }
        int half = conditions.size() / 2;
        return or(anyOf(conditions.subList(0, half)), anyOf(conditions.subList(half, conditions.size())));
    }
}
