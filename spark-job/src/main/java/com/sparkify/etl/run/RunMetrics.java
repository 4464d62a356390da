package com.sparkify.etl.run;

import com.sparkify.etl.derive.DerivationChanges;
import com.sparkify.etl.source.ReadOutcome;
import com.sparkify.etl.table.LakeTable;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What a run, or a batch, did, for the summary, and what it could not do. */
final class RunMetrics {
    /** Beyond so many objects that cannot be loaded a person must look, and the run should not remember more of them. */
    private static final int MOST_FAILURES = 100_000;

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
    long rowsErased;
    private final Map<String, String> failures = new LinkedHashMap<>();
    private final Set<String> newFailures = new LinkedHashSet<>();
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
        rowsErased += outcome.erased();
    }

    /** Takes note of an object that stays pending, and why. */
    void failed(String key, String reason) {
        failures.put(key, reason);
        newFailures.add(key);
    }

    /** Takes note that what stayed pending is done after all. */
    void done(Set<String> keys) {
        failures.keySet().removeAll(keys);
    }

    /** What was added to {@link #failures} since this was asked last. */
    Set<String> takeNewFailures() {
        Set<String> taken = Set.copyOf(newFailures);
        newFailures.clear();
        return taken;
    }

    /** Adds how many rows of which table differed. */
    void changed(DerivationChanges batch) {
        batch.rows().forEach((table, rows) -> changedRows.merge(table, rows, Long::sum));
    }

    /** How many rows of each table differed, batch by batch. */
    Map<LakeTable, Long> changedRows() {
        return changedRows;
    }

    /** Adds what a batch did. */
    void add(RunMetrics batch) {
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
        rowsErased += batch.rowsErased;
        batch.failures.forEach(this::failed);
    }

    /** One line that tells how far the run is. */
    String progress(int left) {
        return "batch %d: %d objects loaded, %d unchanged, %d rejected; %d were in turn"
                .formatted(batches, loaded, skipped, refused, left);
    }

    /** Whether so much stays pending that the run should begin nothing more. */
    boolean isFull() {
        return failures.size() >= MOST_FAILURES;
    }

    /** The objects and requests that stay pending, with the reason. */
    Map<String, String> failures() {
        return failures;
    }
}
