package com.sparkify.etl.history;

import com.sparkify.etl.plan.Status;
import com.sparkify.etl.source.Kind;
import com.sparkify.etl.source.ObjectVersion;
import com.sparkify.etl.source.ReadOutcome;
import java.time.LocalDate;

/**
 * One row of {@code load_history}: what became of one version of one object.
 *
 * @param etag of the version; for a retraction of the version that a sweep must not bring back; null for a missing object
 * @param size in bytes
 * @param outcome what reading counted; null if nothing was read
 * @param manifest the newest manifest that asked for it
 * @param sequence of this row among the object's rows, from 1
 */
public record HistoryRow(
        String key,
        Kind kind,
        LocalDate logPartition,
        String etag,
        String versionId,
        Long size,
        Status status,
        ReadOutcome outcome,
        String rules,
        String reason,
        String manifest,
        long sequence) {

    /** The row of a version that was read or refused. */
    public static HistoryRow of(
            ObjectVersion pin,
            LocalDate logPartition,
            Status status,
            ReadOutcome outcome,
            String rules,
            String reason,
            String manifest,
            long sequence) {
        return new HistoryRow(
                pin.key(),
                pin.kind(),
                logPartition,
                pin.etag(),
                pin.versionId(),
                pin.size(),
                status,
                outcome,
                rules,
                reason,
                manifest,
                sequence);
    }
}
