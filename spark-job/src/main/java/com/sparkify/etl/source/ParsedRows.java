package com.sparkify.etl.source;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The rows that reading gives. Each has exactly one of four structs: {@code play}, {@code song}, {@code rejected},
 * or {@code outcome}, the last row of every object, which tells how its reading went.
 */
public final class ParsedRows {
    public static final String PLAY = "play";
    public static final String SONG = "song";
    public static final String REJECTED = "rejected";
    public static final String OUTCOME = "outcome";

    /** How many shards the tables that are kept by object, but not by day, are cut into. */
    public static final int SHARDS = 8;

    private static final StructType PLAY_TYPE = new StructType()
            .add("object_key", DataTypes.StringType)
            .add("line", DataTypes.LongType)
            .add("songplay_id", DataTypes.StringType)
            .add("start_time", DataTypes.TimestampType)
            .add("user_id", DataTypes.StringType)
            .add("session_id", DataTypes.LongType)
            .add("item_in_session", DataTypes.LongType)
            .add("level", DataTypes.StringType)
            .add("first_name", DataTypes.StringType)
            .add("last_name", DataTypes.StringType)
            .add("gender", DataTypes.StringType)
            .add("location", DataTypes.StringType)
            .add("user_agent", DataTypes.StringType)
            .add("song", DataTypes.StringType)
            .add("artist", DataTypes.StringType)
            .add("length", DataTypes.StringType);

    private static final StructType SONG_TYPE = new StructType()
            .add("object_key", DataTypes.StringType)
            .add("line", DataTypes.LongType)
            .add("song_id", DataTypes.StringType)
            .add("title", DataTypes.StringType)
            .add("artist_id", DataTypes.StringType)
            .add("year", DataTypes.IntegerType)
            .add("duration", DataTypes.DoubleType)
            .add("length", DataTypes.StringType)
            .add("artist_name", DataTypes.StringType)
            .add("artist_location", DataTypes.StringType)
            .add("artist_latitude", DataTypes.DoubleType)
            .add("artist_longitude", DataTypes.DoubleType)
            .add("shard", DataTypes.IntegerType);

    private static final StructType REJECTED_TYPE = new StructType()
            .add("object_key", DataTypes.StringType)
            .add("line", DataTypes.LongType)
            .add("reason", DataTypes.StringType)
            .add("raw", DataTypes.StringType)
            .add("raw_sha256", DataTypes.StringType)
            .add("run_id", DataTypes.StringType)
            .add("shard", DataTypes.IntegerType);

    public static final StructType TYPE = new StructType(new StructField[] {
        DataTypes.createStructField(PLAY, PLAY_TYPE, true),
        DataTypes.createStructField(SONG, SONG_TYPE, true),
        DataTypes.createStructField(REJECTED, REJECTED_TYPE, true),
        DataTypes.createStructField(OUTCOME, ReadOutcome.TYPE, true)
    });

    private ParsedRows() {}

    /** The shard of an object, the same on every machine: by the key's Java hash. */
    public static int shardOf(String key) {
        return Math.floorMod(key.hashCode(), SHARDS);
    }

    static Row play(String key, long line, Play play) {
        Row row = RowFactory.create(
                key,
                line,
                RejectedRow.sha256(play.naturalKey().getBytes(StandardCharsets.UTF_8)),
                Instant.ofEpochMilli(play.ts()),
                play.userId(),
                play.sessionId(),
                play.itemInSession(),
                play.level(),
                play.firstName(),
                play.lastName(),
                play.gender(),
                play.location(),
                play.userAgent(),
                play.song(),
                play.artist(),
                play.length());
        return RowFactory.create(row, null, null, null);
    }

    static Row song(String key, long ordinal, Song song) {
        Row row = RowFactory.create(
                key,
                ordinal,
                song.songId(),
                song.title(),
                song.artistId(),
                song.year(),
                toDouble(song.duration()),
                JsonFields.matchable(song.duration()),
                song.artistName(),
                song.artistLocation(),
                toDouble(song.artistLatitude()),
                toDouble(song.artistLongitude()),
                shardOf(key));
        return RowFactory.create(null, row, null, null);
    }

    static Row rejected(String key, RejectedRow bad, String runId) {
        Row row = RowFactory.create(key, bad.line(), bad.reason(), bad.raw(), bad.sha256(), runId, shardOf(key));
        return RowFactory.create(null, null, row, null);
    }

    static Row outcome(ReadOutcome outcome) {
        return RowFactory.create(null, null, null, outcome.row());
    }

    private static Double toDouble(String number) {
        return number == null ? null : Double.valueOf(number);
    }
}
