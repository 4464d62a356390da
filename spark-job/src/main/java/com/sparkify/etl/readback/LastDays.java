package com.sparkify.etl.readback;

import static org.apache.iceberg.expressions.Expressions.equal;
import static org.apache.iceberg.expressions.Expressions.greaterThanOrEqual;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sparkify.etl.table.Catalogs;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Comparators;

/**
 * Prints the newest loaded object, and the counts of the last seven days that {@code load_history} has, as one line of
 * JSON. Without a Spark session, whose start takes several times as long.
 */
public final class LastDays {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DAYS = 7;
    private static final List<String> NEWEST = List.of("object_key", "status", "loaded_at");

    /** A lake of an earlier release lacks some. */
    private static final List<String> COUNTS =
            List.of("rows_read", "rejected", "fields_unknown", "fields_missing", "fields_other_type");

    private final Table history;
    private final List<String> counts;
    private final Map<LocalDate, ObjectNode> days = new TreeMap<>();
    private Record newest;

    private LastDays(Table history) {
        this.history = history;
        this.counts = COUNTS.stream()
                .filter(name -> history.schema().findField(name) != null)
                .toList();
    }

    /** Takes no arguments: the catalog's settings are system properties. Exits with 0 if the table could be read. */
    public static void main(String[] args) {
        try {
            System.out.println(answer(Catalogs.lake(), Instant.now()));
        } catch (Exception e) {
            System.err.println("error: " + e);
            System.exit(1);
        }
        System.exit(0);
    }

    static ObjectNode answer(Catalog catalog, Instant now) throws IOException {
        TableIdentifier name = TableIdentifier.of("sparkify", "load_history");
        // The first run over a folder creates the catalog before its tables.
        return catalog.tableExists(name) ? new LastDays(catalog.loadTable(name)).read(now) : JSON.createObjectNode();
    }

    private ObjectNode read(Instant now) throws IOException {
        long since = ChronoUnit.MICROS.between(Instant.EPOCH, now.minus(DAYS, ChronoUnit.DAYS));
        List<String> columns = new ArrayList<>(NEWEST);
        columns.addAll(counts);
        try (CloseableIterable<Record> rows = rows(greaterThanOrEqual("loaded_at", since), columns)) {
            rows.forEach(this::add);
        }
        if (newest == null) {
            try (CloseableIterable<Record> rows = rows(equal("status", "loaded"), NEWEST)) {
                rows.forEach(this::compare);
            }
        }
        ObjectNode answer = JSON.createObjectNode();
        if (newest != null) {
            answer.putObject("newest")
                    .put("key", (String) newest.getField("object_key"))
                    .put("at", time(newest).toString());
        }
        ArrayNode list = answer.putArray("days");
        days.values().forEach(list::add);
        return answer;
    }

    private CloseableIterable<Record> rows(Expression condition, List<String> columns) {
        return IcebergGenerics.read(history).where(condition).select(columns).build();
    }

    private void add(Record row) {
        ObjectNode day = days.computeIfAbsent(time(row).atOffset(ZoneOffset.UTC).toLocalDate(), this::day);
        if ("rejected".equals(row.getField("status"))) {
            increase(day, "refused", 1);
        }
        for (String count : counts) {
            if (row.getField(count) instanceof Long number) {
                increase(day, count, number);
            }
        }
        compare(row);
    }

    private ObjectNode day(LocalDate date) {
        ObjectNode day = JSON.createObjectNode().put("day", date.toString()).put("refused", 0L);
        counts.forEach(count -> day.put(count, 0L));
        return day;
    }

    private static void increase(ObjectNode day, String count, long by) {
        day.put(count, day.get(count).asLong() + by);
    }

    /** Keeps the loaded row with the greatest time; a batch has one time, and then the greatest key counts. */
    private void compare(Record row) {
        if ("loaded".equals(row.getField("status")) && (newest == null || isNewer(row, newest))) {
            newest = row;
        }
    }

    private static boolean isNewer(Record one, Record other) {
        int order = time(one).compareTo(time(other));
        return order > 0
                || order == 0
                        && Comparators.charSequences().compare((String) one.getField("object_key"), (String)
                                        other.getField("object_key"))
                                > 0;
    }

    private static Instant time(Record row) {
        return ((OffsetDateTime) row.getField("loaded_at")).toInstant();
    }
}
