package com.sparkify.etl.erase;

import com.sparkify.etl.erase.FoundPlays.SongStart;
import com.sparkify.etl.source.RejectedRow;
import com.sparkify.etl.source.UserSet;
import com.sparkify.etl.table.RecordFactory;
import com.sparkify.etl.table.RowRule;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.iceberg.data.Record;

/** The rows that an erasure removes from each table. */
final class RowRules {
    private RowRules() {}

    /** Rows whose {@code user_id} is one of the users. */
    record OfUsers(UserSet users) implements RowRule {
        @Override
        public List<String> columns() {
            return List.of("user_id");
        }

        @Override
        public Record apply(Record row) {
            return users.contains(RecordFactory.text(row, "user_id")) ? null : row;
        }
    }

    /** Rejected rows that belong to one of the users. */
    record Rejected(UserSet users) implements RowRule {
        @Override
        public List<String> columns() {
            return List.of("user_id", "raw");
        }

        @Override
        public Record apply(Record row) {
            return RejectedRow.isOf(users, RecordFactory.text(row, "user_id"), RecordFactory.text(row, "raw"))
                    ? null
                    : row;
        }
    }

    /** Rows of {@code time} with one of these start times. */
    record Starts(HashSet<Long> starts) implements RowRule {
        @Override
        public List<String> columns() {
            return List.of("start_time");
        }

        @Override
        public Record apply(Record row) {
            return starts.contains(RecordFactory.millis(row, "start_time")) ? null : row;
        }
    }

    /**
     * Look-up entries of the users, and of plays without copies of other users.
     *
     * @param users hashes of their ids
     */
    record Entries(HashSet<Long> users, HashSet<SongStart> songStarts) implements RowRule {
        @Override
        public List<String> columns() {
            return List.of("kind", "hash", "number");
        }

        @Override
        public Record apply(Record row) {
            boolean goes = switch (RecordFactory.text(row, "kind")) {
                case "user_hours" -> users.contains(RecordFactory.number(row, "hash"));
                case "plays_of_song" ->
                    songStarts.contains(
                            new SongStart(RecordFactory.number(row, "hash"), RecordFactory.number(row, "number")));
                default -> false;
            };
            return goes ? null : row;
        }
    }

    /** Consistent sets that were written at other times. */
    record OtherSets(Instant writtenAt) implements RowRule {
        @Override
        public List<String> columns() {
            return List.of("written_at");
        }

        @Override
        public Record apply(Record row) {
            return RecordFactory.millis(row, "written_at") == writtenAt.toEpochMilli() ? row : null;
        }
    }

    /** Reasons that an earlier release copied from the parser's message, which quotes the line. */
    record Reasons() implements RowRule {
        private static final Pattern QUOTING = Pattern.compile(
                "(.*?(?:The line is no JSON object|The object is not JSON to its end): )(?!it (?:cannot be parsed|starts with)).*",
                Pattern.DOTALL);

        @Override
        public List<String> columns() {
            return List.of("reason");
        }

        @Override
        public Record apply(Record row) {
            String reason = RecordFactory.text(row, "reason");
            Matcher quoting = reason == null ? null : QUOTING.matcher(reason);
            return quoting == null || !quoting.matches()
                    ? row
                    : row.copy(Map.of("reason", quoting.group(1) + "it cannot be parsed"));
        }
    }
}
