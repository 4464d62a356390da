package com.sparkify.local.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.Map;

/**
 * The rows that are plotted. A file's day need not be the UTC day of its plays: the last file often holds the first plays
 * of the next day. Such a day would look like a collapse, so it is not plotted.
 *
 * @param note says what is not plotted; empty if everything is
 */
record Series(QueryRows plotted, String note) {

    /** @param newestPartition day of the newest log that was loaded, or empty */
    static Series of(Plot plot, QueryRows answer, String newestPartition) {
        Map<String, JsonNode> last = answer.last();
        boolean isIncomplete = plot.x().equals("day")
                && !newestPartition.isEmpty()
                && answer.rows().size() > 1
                && LocalDate.parse(last.get("day").asText())
                        .equals(LocalDate.parse(newestPartition).plusDays(1));
        return isIncomplete
                ? new Series(
                        answer.withoutLast(),
                        "Not plotted: %s of %s, whose own log is not loaded."
                                .formatted(
                                        QueryRows.counted(last.get("plays").asLong(), "play"),
                                        last.get("day").asText()))
                : new Series(answer, "");
    }
}
