package com.sparkify.etl.query;

import com.sparkify.etl.table.Catalogs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types;

/** Reads table metadata from the catalog without Spark, within milliseconds. */
final class Tables {
    private static final Namespace STAR = Namespace.of("sparkify");
    private static final TableIdentifier SETS = TableIdentifier.of(STAR, "consistent_sets");

    private final Catalog catalog;
    private long setsSnapshot;
    private List<ConsistentSet> sets = List.of();

    private Tables(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Opens the catalog {@code lake} of the JVM's settings and reads its consistent sets. */
    static Tables open() {
        Tables tables = new Tables(Catalogs.lake());
        tables.readSets();
        return tables;
    }

    /** Selects the set that queries read: the newest if {@code asOf} is empty, else the one of that time or batch. */
    void pin(String asOf) {
        readSets();
        ConsistentSet set = asOf.isEmpty()
                ? ConsistentSet.newest(sets)
                : asOf.contains(":")
                        ? ConsistentSet.asOf(sets, Instant.parse(asOf))
                        : ConsistentSet.ofBatch(sets, asOf);
        PinnedCatalog.pin(set.snapshots());
    }

    /** Returns the names of the user-facing tables. */
    List<String> names() {
        return catalog.listTables(STAR).stream().map(TableIdentifier::name).toList();
    }

    /** Returns the column names of each user-facing table, by table name. */
    Map<String, List<String>> columns() {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        for (TableIdentifier table : catalog.listTables(STAR)) {
            List<String> names = new ArrayList<>();
            for (Types.NestedField field : catalog.loadTable(table).schema().columns()) {
                names.add(field.name());
            }
            columns.put(table.name(), names);
        }
        return columns;
    }

    private void readSets() {
        if (!catalog.tableExists(SETS)) {
            return;
        }
        Table table = catalog.loadTable(SETS);
        if (table.currentSnapshot() != null && table.currentSnapshot().snapshotId() != setsSnapshot) {
            sets = ConsistentSet.of(table);
            setsSnapshot = table.currentSnapshot().snapshotId();
        }
    }
}
