package com.sparkify.etl.transform;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.month;
import static org.apache.spark.sql.functions.year;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The fact table: each counted play, with the song it matches. */
public final class Songplays {
    private Songplays() {}

    /** One row a play, never more and never fewer, whatever the songs. */
    public static Dataset<Row> of(Dataset<Row> plays, Dataset<Row> songs) {
        Dataset<Row> matches = matches(songs);
        Column matched = plays.col("song")
                .equalTo(matches.col("match_title"))
                .and(plays.col("artist").equalTo(matches.col("match_artist")))
                .and(plays.col("length").equalTo(matches.col("match_length")));
        return plays.join(matches, matched, "left_outer")
                .select(
                        col("songplay_id"),
                        col("start_time"),
                        col("user_id"),
                        col("level"),
                        col("song_id"),
                        col("artist_id"),
                        col("session_id"),
                        col("location"),
                        col("user_agent"),
                        year(col("start_time")).as("year"),
                        month(col("start_time")).as("month"));
    }

    /** For each title, artist and duration the song that such a play matches: the one with the smallest id. */
    private static Dataset<Row> matches(Dataset<Row> songs) {
        return songs.where("title IS NOT NULL AND artist_name IS NOT NULL AND length IS NOT NULL")
                .groupBy(
                        col("title").as("match_title"),
                        col("artist_name").as("match_artist"),
                        col("length").as("match_length"))
                .agg(
                        min("song_id").as("song_id"),
                        min_by(col("artist_id"), col("song_id")).as("artist_id"));
    }
}
