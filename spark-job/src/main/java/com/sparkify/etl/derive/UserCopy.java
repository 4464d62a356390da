package com.sparkify.etl.derive;

import com.sparkify.etl.silver.Copy;
import com.sparkify.etl.table.RecordFactory;
import java.util.List;
import org.apache.iceberg.data.Record;

/**
 * A copy of a play, without the columns that do not concern its user. Of a user's copies one is enough: the position of
 * a play among the user's plays identifies the play, so the last play and its copy that counts are found together.
 *
 * @param line line in the object, from 1
 */
record UserCopy(String objectKey, long line, UserPlay play) implements Copy {
    static final List<String> COLUMNS = List.of(
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
            "batch_id");

    /** Converts a row with {@link #COLUMNS}. */
    static UserCopy of(Record row) {
        return new UserCopy(
                RecordFactory.text(row, "object_key"),
                RecordFactory.number(row, "line"),
                new UserPlay(
                        RecordFactory.text(row, "user_id"),
                        RecordFactory.text(row, "first_name"),
                        RecordFactory.text(row, "last_name"),
                        RecordFactory.text(row, "gender"),
                        RecordFactory.text(row, "level"),
                        RecordFactory.millis(row, "start_time"),
                        RecordFactory.number(row, "session_id"),
                        RecordFactory.number(row, "item_in_session")));
    }

    /** Returns the copy of the later play or, of the same play, the one that counts. */
    UserCopy orLater(UserCopy other) {
        boolean isNotBefore = play.isNotBefore(other.play);
        if (!isNotBefore || !other.play.isNotBefore(play)) {
            return isNotBefore ? this : other;
        }
        return Copy.greater(this, other);
    }
}
