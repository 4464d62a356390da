package com.sparkify.etl.silver;

import com.sparkify.etl.source.Play;
import com.sparkify.etl.table.RecordFactory;
import java.util.List;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;

/**
 * A play as an object contributed it.
 *
 * @param line line in the object, from 1
 * @param batchId the batch that read it; null if it was loaded before rows carried their batch
 */
public record StoredPlay(String objectKey, long line, String batchId, Play play) implements Copy {
    public static final List<String> COLUMNS = List.of(
            "object_key",
            "line",
            "start_time",
            "user_id",
            "session_id",
            "item_in_session",
            "level",
            "first_name",
            "last_name",
            "gender",
            "location",
            "user_agent",
            "song",
            "artist",
            "length",
            "batch_id");

    static RecordFactory rows(Table table) {
        return RecordFactory.of(table, COLUMNS);
    }

    Record row(RecordFactory rows) {
        return rows.row(
                objectKey,
                line,
                RecordFactory.time(play.ts()),
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
                play.length(),
                batchId);
    }

    /** Converts a row with {@link #COLUMNS}. */
    public static StoredPlay of(Record row) {
        return new StoredPlay(
                RecordFactory.text(row, "object_key"),
                RecordFactory.number(row, "line"),
                RecordFactory.text(row, "batch_id"),
                new Play(
                        RecordFactory.millis(row, "start_time"),
                        RecordFactory.text(row, "user_id"),
                        RecordFactory.number(row, "session_id"),
                        RecordFactory.number(row, "item_in_session"),
                        RecordFactory.text(row, "level"),
                        RecordFactory.text(row, "first_name"),
                        RecordFactory.text(row, "last_name"),
                        RecordFactory.text(row, "gender"),
                        RecordFactory.text(row, "location"),
                        RecordFactory.text(row, "user_agent"),
                        RecordFactory.text(row, "song"),
                        RecordFactory.text(row, "artist"),
                        RecordFactory.text(row, "length")));
    }
}
