package com.sparkify.etl;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.iceberg.spark.SparkCatalog;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.Table;

/** The catalog {@code lake} as queries see it: the star tables are read at the snapshots of one consistent set. */
public final class PinnedCatalog extends SparkCatalog {
    private static final Map<String, Long> SNAPSHOTS = new ConcurrentHashMap<>();

    /** From now on these tables of the namespace {@code sparkify} are read at these snapshots. */
    static void pin(Map<String, Long> snapshots) {
        SNAPSHOTS.clear();
        SNAPSHOTS.putAll(snapshots);
    }

    @Override
    public Table loadTable(Identifier name) throws NoSuchTableException {
        boolean isOfStar = name.namespace().length == 1 && name.namespace()[0].equals("sparkify");
        Long snapshot = isOfStar ? SNAPSHOTS.get(name.name()) : null;
        return snapshot == null ? super.loadTable(name) : super.loadTable(name, Long.toString(snapshot));
    }
}
