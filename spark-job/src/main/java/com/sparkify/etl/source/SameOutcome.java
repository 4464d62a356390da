package com.sparkify.etl.source;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/**
 * Passes rows on, and fails if an object's outcome is not what it was when the batch was read: an executor was lost, its
 * objects were read again, and this time S3 did not give the same. Nothing may be committed of such rows.
 */
final class SameOutcome implements MapPartitionsFunction<Row, Row> {
    private static final int OUTCOME = ParsedRows.TYPE.fieldIndex(ParsedRows.OUTCOME);

    private final HashMap<String, ReadOutcome> outcomes;

    SameOutcome(Map<String, ReadOutcome> outcomes) {
        this.outcomes = new HashMap<>(outcomes);
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public Row next() {
                Row row = rows.next();
                if (!row.isNullAt(OUTCOME)) {
                    check(ReadOutcome.of(row.getStruct(OUTCOME)));
                }
                return row;
            }
        };
    }

    private void check(ReadOutcome now) {
        ReadOutcome first = outcomes.get(now.key());
        if (!now.equals(first)) {
            throw new IllegalStateException("Read again, %s gave %s instead of %s: this batch commits nothing of it"
                    .formatted(now.key(), now, first));
        }
    }
}
