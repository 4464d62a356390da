package com.sparkify.etl.transform;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** The song dimension: of all records of a song the one in the greatest object, the last one there. */
public final class Songs {
    private Songs() {}

    /** One row a song, with what matching and the artists need besides. */
    public static Dataset<Row> of(Dataset<Row> songRecords) {
        Column rank = row_number()
                .over(Window.partitionBy("song_id")
                        .orderBy(col("object_key").desc(), col("line").desc()));
        return songRecords
                .withColumn("rank", rank)
                .where(col("rank").equalTo(1))
                .select(
                        "song_id",
                        "title",
                        "artist_id",
                        "year",
                        "duration",
                        "length",
                        "artist_name",
                        "artist_location",
                        "artist_latitude",
                        "artist_longitude",
                        "object_key");
    }
}
