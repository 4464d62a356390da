package com.sparkify.etl.run;

import com.sparkify.etl.derive.DerivationChanges;
import com.sparkify.etl.source.ReadOutcome;
import com.sparkify.etl.table.LakeTable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counters of a run or a batch for the summary, and the failures of objects and requests. */
final class RunMetrics {
    /** Maximum number of failures kept. Beyond it an operator must act, and the run begins nothing more. */
    private static final int MOST_FAILURES = 100_000;
    /** Maximum number of refused objects that a batch or summary names: the history names all. */
    private static final int REFUSALS_TOLD = 5;

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
    private long rejectedOfLoaded;
    private final Map<String, String> refusals = new LinkedHashMap<>();
    private final Map<String, String> failures = new LinkedHashMap<>();
    private final Set<String> newFailures = new LinkedHashSet<>();
    private final Map<LakeTable, Long> changedRows = new EnumMap<>(LakeTable.class);

    void loaded(ReadOutcome outcome) {
        loaded++;
        rejectedOfLoaded += outcome.rejected();
        count(outcome);
    }

    void refused(ReadOutcome outcome, String reason) {
        refused(outcome.key(), reason);
        count(outcome);
    }

    void refused(String key, String reason) {
        refused++;
        tellRefusal(key, reason);
    }

    private void tellRefusal(String key, String reason) {
        if (refusals.size() < REFUSALS_TOLD) {
            refusals.put(key, reason);
        }
    }

    /** Returns the first refused objects. */
    Set<String> refusedKeys() {
        return refusals.keySet();
    }

    private void count(ReadOutcome outcome) {
        rowsRead += outcome.read();
        rowsRejected += outcome.rejected();
        fieldsUnknown += outcome.drift().unknown();
        fieldsMissing += outcome.drift().missing();
        fieldsOfOtherType += outcome.drift().ofOtherType();
        rowsErased += outcome.erased();
    }

    /** Records an object that stays pending, and the reason. */
    void failed(String key, String reason) {
        failures.put(key, reason);
        newFailures.add(key);
    }

    /** Removes the failures of objects that were done after all. */
    void done(Set<String> keys) {
        failures.keySet().removeAll(keys);
    }

    /** Returns the failures added since the last call. */
    Set<String> takeNewFailures() {
        Set<String> taken = Set.copyOf(newFailures);
        newFailures.clear();
        return taken;
    }

    /** Adds the numbers of rows that differed, by table. */
    void changed(DerivationChanges batch) {
        batch.rows().forEach((table, rows) -> changedRows.merge(table, rows, Long::sum));
    }

    /** Returns the total number of rows that differed, by table, summed over batches. */
    Map<LakeTable, Long> changedRows() {
        return changedRows;
    }

    /** Adds the metrics of a batch. */
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
        batch.refusals.forEach(this::tellRefusal);
        batch.failures.forEach(this::failed);
    }

    /** Formats what this batch did: a line for each refused object, and one for all. */
    List<String> progress(int batch) {
        List<String> lines = new ArrayList<>();
        // a key may contain a line feed
        refusals.forEach((key, reason) ->
                lines.add("refused %s: %s".formatted(key, reason).replaceAll("\\p{Cntrl}", "?")));
        List<String> parts = new ArrayList<>();
        if (loaded > 0) {
            String rejected = rejectedOfLoaded == 0 ? "" : " (%s rejected)".formatted(counted(rejectedOfLoaded, "row"));
            parts.add("loaded " + counted(loaded, "object") + rejected);
        }
        if (refused > 0) {
            parts.add("refused " + refused);
        }
        if (retracted > 0) {
            parts.add("retracted " + retracted);
        }
        if (skipped > 0) {
            parts.add(skipped + " unchanged");
        }
        if (missing > 0) {
            parts.add(missing + " missing");
        }
        lines.add("batch %d: %s".formatted(batch, parts.isEmpty() ? "loaded nothing" : String.join(", ", parts)));
        return lines;
    }

    private static String counted(long number, String one) {
        return number == 1 ? "1 " + one : "%d %ss".formatted(number, one);
    }

    /** Returns true if so many failures are recorded that the run should begin nothing more. */
    boolean isFull() {
        return failures.size() >= MOST_FAILURES;
    }

    /** Returns the objects and requests that stay pending, with the reasons. */
    Map<String, String> failures() {
        return failures;
    }
}
