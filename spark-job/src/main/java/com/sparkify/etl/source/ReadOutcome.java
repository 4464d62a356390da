package com.sparkify.etl.source;

import java.io.Serializable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * How the reading of one object went. Of a readable object {@code read = plays + songs + notPlays + rejected}.
 *
 * @param status what became of the read
 * @param reason why it was not {@link Status#READ}, or which row was rejected first; may be null
 * @param read rows that are not blank
 * @param duplicates plays that an earlier line of the same object already told
 */
public record ReadOutcome(
        String key,
        Status status,
        String reason,
        long read,
        long plays,
        long songs,
        long notPlays,
        long rejected,
        long duplicates)
        implements Serializable {

    /** What became of the read of one object. */
    public enum Status {
        /** Read to its end. */
        READ,
        /** Its bytes are at fault: it will never be readable. */
        UNREADABLE,
        /** Another version took its place before or during the read. */
        CHANGED,
        /** S3 would not give it now: access denied, throttled, broken off. */
        UNAVAILABLE
    }

    static final StructType TYPE = new StructType()
            .add("object_key", DataTypes.StringType)
            .add("status", DataTypes.StringType)
            .add("reason", DataTypes.StringType)
            .add("read", DataTypes.LongType)
            .add("plays", DataTypes.LongType)
            .add("songs", DataTypes.LongType)
            .add("not_plays", DataTypes.LongType)
            .add("rejected", DataTypes.LongType)
            .add("duplicates", DataTypes.LongType);

    Row row() {
        return RowFactory.create(key, status.name(), reason, read, plays, songs, notPlays, rejected, duplicates);
    }

    static ReadOutcome of(Row row) {
        return new ReadOutcome(
                row.getString(0),
                Status.valueOf(row.getString(1)),
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8));
    }

    static ReadOutcome failed(String key, Status status, String reason) {
        return new ReadOutcome(key, status, reason, 0, 0, 0, 0, 0, 0);
    }
}
