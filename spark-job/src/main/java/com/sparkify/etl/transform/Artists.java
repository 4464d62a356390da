package com.sparkify.etl.transform;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** The artist dimension: each artist as the best described of the artist's songs tells. */
public final class Artists {
    private Artists() {}

    /** The most attributes that are not empty, then the greatest year, then the smallest song id. */
    public static Dataset<Row> of(Dataset<Row> songs) {
        Column attributes = present(col("artist_name").notEqual(""))
                .plus(present(col("artist_location").notEqual("")))
                .plus(present(col("artist_latitude").isNotNull()))
                .plus(present(col("artist_longitude").isNotNull()));
        Column rank = row_number()
                .over(Window.partitionBy("artist_id")
                        .orderBy(
                                attributes.desc(),
                                col("year").desc_nulls_last(),
                                col("song_id").asc()));
        return songs.withColumn("rank", rank)
                .where(col("rank").equalTo(1))
                .select(
                        col("artist_id"),
                        col("artist_name").as("name"),
                        col("artist_location").as("location"),
                        col("artist_latitude").as("latitude"),
                        col("artist_longitude").as("longitude"));
    }

    private static Column present(Column condition) {
        return when(condition, lit(1)).otherwise(lit(0)); // a null condition is no presence
    }
}
