package com.sparkify.etl.source;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Counts differences between the rows of one object and the contract. */
final class DriftCounts {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** A field name of another form may be personal data: it is counted but not stored. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,39}");

    private static final String NO_NAME = "?";
    private static final int KEPT_NAMES = 100;
    private static final int TOLD_NAMES = 10;

    private final Map<String, Long> unknown = new LinkedHashMap<>();
    private final Map<String, Long> missing = new LinkedHashMap<>();
    private final Map<String, Long> ofOtherType = new LinkedHashMap<>();

    /**
     * @param isErased whether the row belongs to an erased user: it is counted, but its unknown field names are not
     * stored
     */
    void add(RowFields row, boolean isErased) {
        for (String name : row.unknown()) {
            boolean isName = !isErased && NAME.matcher(name).matches();
            boolean isKept = isName && (unknown.size() < KEPT_NAMES || unknown.containsKey(name));
            unknown.merge(isKept ? name : NO_NAME, 1L, Long::sum);
        }
        count(row.contract(), row.missing(), missing);
        count(row.contract(), row.ofOtherType(), ofOtherType);
    }

    private static void count(Contract contract, long positions, Map<String, Long> counts) {
        for (long left = positions; left != 0; left &= left - 1) {
            counts.merge(contract.names().get(Long.numberOfTrailingZeros(left)), 1L, Long::sum);
        }
    }

    Drift drift() {
        ObjectNode names = MAPPER.createObjectNode();
        tell(names, "unknown", unknown);
        tell(names, "missing", missing);
        tell(names, "otherType", ofOtherType);
        return names.isEmpty() ? Drift.NONE : new Drift(sum(unknown), sum(missing), sum(ofOtherType), names.toString());
    }

    private static void tell(ObjectNode names, String kind, Map<String, Long> counts) {
        if (!counts.isEmpty()) {
            ObjectNode told = names.putObject(kind);
            counts.entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                            .thenComparing(Map.Entry.comparingByKey()))
                    .limit(TOLD_NAMES)
                    .forEach(entry -> told.put(entry.getKey(), entry.getValue()));
        }
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
