package com.sparkify.etl.transform;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Plays as they count: one for each natural key. */
public final class Plays {
    private Plays() {}

    /** Of all copies of a play the one with the greatest (object key, line); strings compare by their UTF-8 bytes. */
    public static Dataset<Row> counted(Dataset<Row> playRecords) {
        Column rank = row_number()
                .over(Window.partitionBy("songplay_id")
                        .orderBy(col("object_key").desc(), col("line").desc()));
        return playRecords
                .withColumn("rank", rank)
                .where(col("rank").equalTo(1))
                .drop("rank");
    }
}
