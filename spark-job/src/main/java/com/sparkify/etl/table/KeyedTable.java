package com.sparkify.etl.table;

import static com.sparkify.etl.table.Differences.AFTER;
import static com.sparkify.etl.table.Differences.BEFORE;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A dimension, one row a key: brought to what it should be by its differences alone. */
public final class KeyedTable {
    private final Commits tables;
    private final String name;
    private final String key;

    public KeyedTable(Commits tables, String name, String key) {
        this.tables = tables;
        this.name = name;
        this.key = key;
    }

    /**
     * Applies differences to the table: an append if they only add rows, else a merge; nothing if there are none.
     *
     * @param differences as {@link Differences#byKey} gives them, {@code before} being the table's own rows
     * @return how many rows differed
     */
    public long apply(Dataset<Row> differences) {
        try (Commits.Kept kept = tables.keep(differences)) {
            Dataset<Row> rows = kept.rows();
            Row counts =
                    rows.agg(count(lit(1)), count_if(col(BEFORE).isNotNull())).head();
            if (counts.getLong(0) > 0 && counts.getLong(1) == 0) {
                tables.append(name, rows.select(AFTER + ".*"));
            } else if (counts.getLong(0) > 0) {
                tables.merge(name, key, source(rows));
            }
            return counts.getLong(0);
        }
    }

    private static Dataset<Row> source(Dataset<Row> differences) {
        Column deleted = col(AFTER).isNull();
        return differences
                .withColumn("row", when(deleted, col(BEFORE)).otherwise(col(AFTER)))
                .select(col("row.*"), deleted.as("deleted"));
    }
}
