package com.sparkify.etl.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** How two states of a table differ: row by row, not by files. */
public final class Differences {
    public static final String BEFORE = "before";
    public static final String AFTER = "after";

    private Differences() {}

    /**
     * The keys whose row differs: columns {@code before} and {@code after} hold the rows as structs, null where there is
     * none.
     */
    public static Dataset<Row> byKey(Dataset<Row> before, Dataset<Row> after, String key) {
        Dataset<Row> left = whole(before, BEFORE, key);
        Dataset<Row> right = whole(after, AFTER, key);
        return left.join(right, left.col("before_key").equalTo(right.col("after_key")), "full_outer")
                .where(not(col(BEFORE).eqNullSafe(col(AFTER))))
                .select(BEFORE, AFTER);
    }

    /** The values of {@code cell} at which two bags of rows differ. */
    public static List<Row> cells(Dataset<Row> before, Dataset<Row> after, Column cell) {
        return before.withColumn("change", lit(-1))
                .unionByName(after.withColumn("change", lit(1)))
                .groupBy(columns(before))
                .agg(sum("change").as("change"))
                .where(not(col("change").equalTo(0)))
                .select(cell.as("cell"))
                .distinct()
                .collectAsList();
    }

    private static Dataset<Row> whole(Dataset<Row> rows, String name, String key) {
        return rows.select(col(key).as(name + "_key"), struct(columns(rows)).as(name));
    }

    private static Column[] columns(Dataset<Row> rows) {
        return Arrays.stream(rows.columns()).map(functions::col).toArray(Column[]::new);
    }
}
