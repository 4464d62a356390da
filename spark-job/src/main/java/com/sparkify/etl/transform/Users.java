package com.sparkify.etl.transform;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The user dimension: each user as the last of the plays tells. */
public final class Users {
    private Users() {}

    /** One row a user, from the last play by (start time, session, item in session). */
    public static Dataset<Row> latest(Dataset<Row> plays) {
        Column order = struct("start_time", "session_id", "item_in_session");
        Column row = struct(
                col("first_name"),
                col("last_name"),
                col("gender"),
                col("level"),
                col("start_time").as("last_played_at"),
                col("session_id").as("last_session_id"),
                col("item_in_session").as("last_item_in_session"));
        return plays.groupBy("user_id").agg(max_by(row, order).as("last")).select("user_id", "last.*");
    }
}
