package com.sparkify.etl.history;

import com.sparkify.etl.key.LongRanges;
import com.sparkify.etl.plan.LastHistoryRow;
import com.sparkify.etl.plan.Status;
import com.sparkify.etl.silver.Silver;
import com.sparkify.etl.table.RecordFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.data.Record;

/**
 * The complete history of one object.
 *
 * @param rows by sequence; never empty
 */
public record ObjectHistory(List<Record> rows) {
    public ObjectHistory {
        rows = rows.stream()
                .sorted(Comparator.comparingLong(row -> RecordFactory.number(row, "sequence")))
                .toList();
    }

    /** Summarizes the rows. */
    public LastHistoryRow known() {
        LastHistoryRow known = null;
        for (Record row : rows) {
            known = LastHistoryRow.of(
                    known,
                    status(row),
                    RecordFactory.text(row, "etag"),
                    RecordFactory.text(row, "rules_version"),
                    RecordFactory.number(row, "sequence"),
                    RecordFactory.text(row, "manifest"));
        }
        return known;
    }

    /** Returns the row of the version whose rows are in the tables. */
    Optional<Record> loaded() {
        return rows.stream().filter(row -> status(row) == Status.LOADED).reduce((one, later) -> later);
    }

    /** Returns the object's present contribution. */
    public Optional<Silver.Contribution> contribution() {
        return loaded().map(ObjectHistory::contribution);
    }

    /** Returns the contribution that the batch replaced by loading or retracting the object. */
    public Optional<Silver.Contribution> replacedBy(String batchId) {
        List<Record> earlier = new ArrayList<>();
        for (Record row : rows) {
            boolean isReplacing = status(row) == Status.LOADED || status(row) == Status.RETRACTED;
            if (batchId.equals(RecordFactory.text(row, "batch_id")) && isReplacing) {
                return earlier.stream()
                        .filter(one -> status(one) == Status.SUPERSEDED)
                        .reduce((one, later) -> later)
                        .map(ObjectHistory::contribution);
            }
            earlier.add(row);
        }
        return Optional.empty();
    }

    private static Silver.Contribution contribution(Record row) {
        return new Silver.Contribution(
                RecordFactory.text(row, "object_key"),
                RecordFactory.text(row, "batch_id"),
                count(row, "plays"),
                count(row, "songs"),
                count(row, "rejected"),
                LongRanges.parse(RecordFactory.text(row, "play_times")));
    }

    private static long count(Record row, String column) {
        Object count = row.getField(column);
        return count == null ? 0 : (Long) count;
    }

    private static Status status(Record row) {
        return Status.of(RecordFactory.text(row, "status"));
    }

    /** Returns this history with rows that were written later. */
    ObjectHistory with(List<Record> changed) {
        List<Record> all = new ArrayList<>();
        for (Record row : rows) {
            boolean isReplaced = changed.stream()
                    .anyMatch(
                            other -> RecordFactory.number(other, "sequence") == RecordFactory.number(row, "sequence"));
            if (!isReplaced) {
                all.add(row);
            }
        }
        all.addAll(changed);
        return new ObjectHistory(all);
    }
}
