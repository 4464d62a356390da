package com.sparkify.etl.run;

import com.sparkify.etl.derive.Changed;
import com.sparkify.etl.source.ReadOutcome;
import com.sparkify.etl.table.LakeTable;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a run, or a batch, did, for the summary, and what it could not do. */
final class Tally {
    int batches;
    int loaded;
    int skipped;
    int refused;
    int missing;
    int retracted;
    long rowsRead;
    long rowsRejected;
    long fieldsUnknown;
    long fieldsMissing;
    long fieldsOfOtherType;
    private final Map<String, String> failures = new LinkedHashMap<>();
    private final Map<LakeTable, Long> changedRows = new EnumMap<>(LakeTable.class);

    void loaded(ReadOutcome outcome) {
        loaded++;
        count(outcome);
    }

    void refused(ReadOutcome outcome) {
        refused++;
        count(outcome);
    }

    private void count(ReadOutcome outcome) {
        rowsRead += outcome.read();
        rowsRejected += outcome.rejected();
        fieldsUnknown += outcome.drift().unknown();
        fieldsMissing += outcome.drift().missing();
        fieldsOfOtherType += outcome.drift().ofOtherType();
    }

    /** Takes note of an object that stays pending, and why. */
    void failed(String key, String reason) {
        failures.put(key, reason);
    }

    /** Adds how many rows of which table differed. */
    void changed(Changed batch) {
        batch.rows().forEach((table, rows) -> changedRows.merge(table, rows, Long::sum));
    }

    /** How many rows of each table differed, batch by batch. */
    Map<LakeTable, Long> changedRows() {
        return changedRows;
    }

    /** Adds what a batch did. */
    void add(Tally batch) {
        batches += batch.batches;
        loaded += batch.loaded;
        skipped += batch.skipped;
        refused += batch.refused;
        missing += batch.missing;
        retracted += batch.retracted;
        rowsRead += batch.rowsRead;
        rowsRejected += batch.rowsRejected;
        fieldsUnknown += batch.fieldsUnknown;
        fieldsMissing += batch.fieldsMissing;
        fieldsOfOtherType += batch.fieldsOfOtherType;
        failures.putAll(batch.failures);
    }

    /** One line that tells how far the run is. */
    String progress(int left) {
        return "batch %d: %d objects loaded, %d unchanged, %d rejected; %d were left before it"
                .formatted(batches, loaded, skipped, refused, left);
    }

    /** The objects that stay pending, with the reason. */
    Map<String, String> failures() {
        return failures;
    }
}
