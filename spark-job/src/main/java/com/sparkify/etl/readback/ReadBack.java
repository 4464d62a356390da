package com.sparkify.etl.readback;

import static org.apache.iceberg.expressions.Expressions.and;
import static org.apache.iceberg.expressions.Expressions.equal;

import com.sparkify.etl.table.Catalogs;
import java.io.IOException;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.io.CloseableIterable;

/**
 * Checks for a songplay through the catalog of Spark's configuration, without a Spark session:
 * {@code ReadBack SONGPLAY_ID START_MILLIS OBJECT_KEY} prints {@code present STATUS} or {@code absent STATUS}, where
 * STATUS is that of the object's last history row, or {@code unknown}.
 */
public final class ReadBack {
    private ReadBack() {}

    /** Exits with 0 if the tables could be read. */
    public static void main(String[] args) {
        try {
            System.out.println(answer(Catalogs.lake(), args[0], Long.parseLong(args[1]), args[2]));
        } catch (Exception e) {
            System.err.println("error: " + e);
            System.exit(1);
        }
        System.exit(0);
    }

    static String answer(Catalog catalog, String songplayId, long startMillis, String key) throws IOException {
        Expression play = and(equal("start_time", startMillis * 1_000), equal("songplay_id", songplayId));
        boolean isPresent = newest(catalog, "songplays", play, "start_time") != null;
        Record history = newest(catalog, "load_history", equal("object_key", key), "sequence");
        return (isPresent ? "present " : "absent ") + (history == null ? "unknown" : history.getField("status"));
    }

    /** Returns the row with the greatest {@code order}; null if no row matches. */
    private static Record newest(Catalog catalog, String table, Expression condition, String order) throws IOException {
        Table open = catalog.loadTable(TableIdentifier.of("sparkify", table));
        Record newest = null;
        try (CloseableIterable<Record> rows =
                IcebergGenerics.read(open).where(condition).build()) {
            for (Record row : rows) {
                newest = newest == null || compare(row, newest, order) > 0 ? row : newest;
            }
        }
        return newest;
    }

    @SuppressWarnings("unchecked") // values of a column have one type
    private static int compare(Record one, Record other, String column) {
        return ((Comparable<Object>) one.getField(column)).compareTo(other.getField(column));
    }
}
