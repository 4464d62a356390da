package com.sparkify.etl.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sparkify.etl.key.LongRanges;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is out of date in the published files.
 *
 * @param isAll everything: the published files are unknown, or were cut by another limit
 * @param cells the cells whose rows changed, by table title
 */
public record Unpublished(boolean isAll, Map<String, LongRanges> cells) {
    public static final Unpublished NOTHING = new Unpublished(false, Map.of());
    public static final Unpublished ALL = new Unpublished(true, Map.of());

    /** Bounds the size of the state object. Merged ranges may cover cells that did not change. */
    private static final int MOST_RANGES = 2_000;

    public Unpublished {
        cells = Map.copyOf(cells);
    }

    public boolean isNothing() {
        return !isAll && cells.isEmpty();
    }

    public Unpublished and(Map<String, LongRanges> more) {
        if (isAll) {
            return this;
        }
        Map<String, LongRanges> all = new HashMap<>(cells);
        more.forEach((table, changed) -> {
            if (!changed.isEmpty()) {
                all.merge(table, changed, LongRanges::union);
            }
        });
        all.replaceAll((table, changed) -> changed.atMost(MOST_RANGES));
        return new Unpublished(false, all);
    }

    void write(ObjectNode node) {
        node.put("all", isAll);
        ObjectNode tables = node.putObject("cells");
        new TreeMap<>(cells).forEach((table, changed) -> tables.put(table, changed.text()));
    }

    static Unpublished of(JsonNode node) {
        Map<String, LongRanges> cells = new HashMap<>();
        node.path("cells")
                .properties()
                .forEach(entry -> cells.put(
                        entry.getKey(), LongRanges.parse(entry.getValue().asText())));
        return new Unpublished(node.path("all").asBoolean(true), cells);
    }
}
