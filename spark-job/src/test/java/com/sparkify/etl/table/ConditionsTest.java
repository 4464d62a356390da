package com.sparkify.etl.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.expressions.Evaluator;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;

class ConditionsTest {
    private static final Schema SCHEMA = new Schema(
            Types.NestedField.optional(1, "text", Types.StringType.get()),
            Types.NestedField.optional(2, "number", Types.LongType.get()));

    private static boolean holds(Expression condition, String column, Object value) {
        GenericRecord row = GenericRecord.create(SCHEMA);
        row.setField(column, value);
        return new Evaluator(SCHEMA.asStruct(), condition).eval(row);
    }

    @Test
    void manyTextsAreRangesThatLeaveOutWhatLiesFarFromAllOfThem() {
        List<String> texts = new ArrayList<>();
        for (int day = 1; day <= 30; day += 2) {
            for (int object = 0; object < 200; object++) {
                texts.add("log_data/2018/11/2018-11-%02d-%03d.json".formatted(day, object));
            }
        }
        Collections.shuffle(texts, new Random(1));
        Expression condition = Conditions.mayBeText("text", texts);
        assertThat(texts).allMatch(text -> holds(condition, "text", text));
        assertThat(holds(condition, "text", "log_data/2018/11/2018-11-02-000.json"))
                .isFalse();
        assertThat(holds(condition, "text", "log_data/2018/11/2018-11-30-000.json"))
                .isFalse();
        assertThat(holds(condition, "text", "log_data/2018/10/2018-10-02-000.json"))
                .isFalse();
    }

    @Test
    void manyNumbersAreRangesThatLeaveOutTheGreatestGaps() {
        List<Long> numbers = new ArrayList<>();
        for (long number = 0; number < 2_000; number++) {
            numbers.add(number < 1_000 ? Long.MIN_VALUE + number : Long.MAX_VALUE - number);
        }
        Expression condition = Conditions.mayBeNumber("number", numbers);
        assertThat(numbers).allMatch(number -> holds(condition, "number", number));
        assertThat(holds(condition, "number", 0L)).isFalse();
    }
}
