package com.sparkify.etl.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sparkify.etl.table.LakeTable;

/** A run's last line: {@code summary} and a JSON object, for scripts and metric filters. */
final class Summary {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Summary() {}

    /** The summary of a run that found nothing to do. */
    static String nothing() {
        return "summary " + MAPPER.createObjectNode().put("batches", 0);
    }

    /** @param isWorkLeft whether the run ended for want of time */
    static String of(Loader loader, Tally tally, boolean isWorkLeft) {
        ObjectNode summary = MAPPER.createObjectNode();
        ObjectNode rows = summary.putObject("tables");
        LakeTable.STAR.forEach(table -> rows.put(table.title(), loader.rowCount(table)));
        ObjectNode changed = summary.putObject("changed");
        tally.changedRows().forEach((table, count) -> changed.put(table.title(), count));
        summary.put("rejected", loader.rowCount(LakeTable.REJECTED_ROWS));
        summary.put("batches", tally.batches);
        summary.put("loaded", tally.loaded);
        summary.put("skipped", tally.skipped);
        summary.put("refused", tally.refused);
        summary.put("missing", tally.missing);
        summary.put("retracted", tally.retracted);
        summary.put("failed", tally.failures().size());
        summary.put("workLeft", isWorkLeft);
        summary.put("rowsRead", tally.rowsRead);
        summary.put("rowsRejected", tally.rowsRejected);
        summary.put("fieldsUnknown", tally.fieldsUnknown);
        summary.put("fieldsMissing", tally.fieldsMissing);
        summary.put("fieldsOfOtherType", tally.fieldsOfOtherType);
        summary.put("rowsErased", tally.rowsErased);
        return "summary " + summary;
    }
}
