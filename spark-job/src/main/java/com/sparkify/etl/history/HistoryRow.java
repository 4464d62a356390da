package com.sparkify.etl.history;

import com.sparkify.etl.plan.Status;
import com.sparkify.etl.source.Kind;
import com.sparkify.etl.source.ObjectVersion;
import com.sparkify.etl.source.ReadOutcome;
import java.time.LocalDate;

/**
 * One row of {@code load_history}: the outcome for one version of one object.
 *
 * @param etag the version; for a retraction the version that a sweep must not load again; null for a missing object
 * @param size in bytes
 * @param outcome counts of the reading; null if nothing was read
 * @param manifest newest manifest that requested it
 * @param sequence position of the row in the object's history, from 1
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

    /** Creates the row of a version that was read or refused. */
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
