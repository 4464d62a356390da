package com.sparkify.etl.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sparkify.etl.key.LongRanges;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the published files are behind with.
 *
 * @param isAll everything: what is published is not known, or was cut by another limit
 * @param cells for each table's title the cells whose rows changed
 */
public record Unpublished(boolean isAll, Map<String, LongRanges> cells) {
    public static final Unpublished NOTHING = new Unpublished(false, Map.of());
    public static final Unpublished ALL = new Unpublished(true, Map.of());

    /** The state object must stay small; more cells than are behind may be named. */
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
