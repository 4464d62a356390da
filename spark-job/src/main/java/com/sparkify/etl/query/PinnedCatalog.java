package com.sparkify.etl.query;

import java.util.Map;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.Table;

/** The catalog {@code lake} for queries. It reads the star tables at the snapshots of one consistent set. */
public final class PinnedCatalog extends ReadOnlyCatalog {
    private static volatile Map<String, Long> snapshots = Map.of();

    /** Sets the snapshots at which tables of the namespace {@code sparkify} are read from now on. */
    static void pin(Map<String, Long> bySnapshot) {
        snapshots = Map.copyOf(bySnapshot);
    }

    @Override
    public Table loadTable(Identifier name) throws NoSuchTableException {
        boolean isOfStar = name.namespace().length == 1 && name.namespace()[0].equals("sparkify");
        Long snapshot = isOfStar ? snapshots.get(name.name()) : null;
        return snapshot == null ? super.loadTable(name) : super.loadTable(name, Long.toString(snapshot));
    }
}
