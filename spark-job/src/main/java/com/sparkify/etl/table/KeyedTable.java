package com.sparkify.etl.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** A dimension, one row a key: brought to what it should be by its differences alone. */
public final class KeyedTable {
    public static final String BEFORE = "before";
    public static final String AFTER = "after";

    private final Commits tables;
    private final String name;
    private final String key;

    public KeyedTable(Commits tables, String name, String key) {
        this.tables = tables;
        this.name = name;
        this.key = key;
    }

    /**
     * The keys whose row differs between two states: columns {@code before} and {@code after} hold the rows as structs,
     * null where there is none.
     */
    public static Dataset<Row> differences(Dataset<Row> before, Dataset<Row> after, String key) {
        Dataset<Row> left = whole(before, BEFORE, key);
        Dataset<Row> right = whole(after, AFTER, key);
        return left.join(right, left.col("before_key").equalTo(right.col("after_key")), "full_outer")
                .where(not(col(BEFORE).eqNullSafe(col(AFTER))))
                .select(BEFORE, AFTER);
    }

    private static Dataset<Row> whole(Dataset<Row> rows, String name, String key) {
        Column[] columns = Arrays.stream(rows.columns()).map(functions::col).toArray(Column[]::new);
        return rows.select(col(key).as(name + "_key"), struct(columns).as(name));
    }

    /**
     * Applies differences to the table: an append if they only add rows, else a merge; nothing if there are none.
     *
     * @param differences as {@link #differences} gives them, {@code before} being the table's own rows
     * @return how many rows differed
     */
    public long apply(Dataset<Row> differences) {
        Dataset<Row> kept = differences.persist();
        try {
            Row counts =
                    kept.agg(count(lit(1)), count_if(col(BEFORE).isNotNull())).head();
            if (counts.getLong(0) > 0 && counts.getLong(1) == 0) {
                tables.append(name, kept.select(AFTER + ".*"));
            } else if (counts.getLong(0) > 0) {
                tables.merge(name, key, source(kept));
            }
            return counts.getLong(0);
        } finally {
            kept.unpersist();
        }
    }

    private Dataset<Row> source(Dataset<Row> differences) {
        Column deleted = col(AFTER).isNull();
        return differences
                .withColumn("row", when(deleted, col(BEFORE)).otherwise(col(AFTER)))
                .select(col("row.*"), deleted.as("deleted"));
    }
}
