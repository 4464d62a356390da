package com.sparkify.etl.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sparkify.etl.table.LakeTable;

/** The last output line of a run: {@code summary} and a JSON object, for scripts and metric filters. */
final class Summary {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Summary() {}

    /** Returns the summary of a run without work. */
    static String nothing() {
        return "summary " + MAPPER.createObjectNode().put("batches", 0);
    }

    /** @param isWorkLeft whether the run ended for lack of time */
    static String of(Loader loader, RunMetrics metrics, boolean isWorkLeft) {
        ObjectNode summary = MAPPER.createObjectNode();
        ObjectNode rows = summary.putObject("tables");
        // a count that takes too long is left out
        LakeTable.STAR.forEach(table -> loader.rowCount(table).ifPresent(count -> rows.put(table.title(), count)));
        ObjectNode changed = summary.putObject("changed");
        metrics.changedRows().forEach((table, count) -> changed.put(table.title(), count));
        loader.rowCount(LakeTable.REJECTED_ROWS).ifPresent(count -> summary.put("rejected", count));
        summary.put("batches", metrics.batches);
        summary.put("loaded", metrics.loaded);
        summary.put("skipped", metrics.skipped);
        summary.put("refused", metrics.refused);
        if (!metrics.refusedKeys().isEmpty()) {
            metrics.refusedKeys().forEach(summary.putArray("refusedKeys")::add);
        }
        summary.put("missing", metrics.missing);
        summary.put("retracted", metrics.retracted);
        summary.put("failed", metrics.failures().size());
        summary.put("workLeft", isWorkLeft);
        summary.put("rowsRead", metrics.rowsRead);
        summary.put("rowsRejected", metrics.rowsRejected);
        summary.put("fieldsUnknown", metrics.fieldsUnknown);
        summary.put("fieldsMissing", metrics.fieldsMissing);
        summary.put("fieldsOfOtherType", metrics.fieldsOfOtherType);
        summary.put("rowsErased", metrics.rowsErased);
        return "summary " + summary;
    }
}
