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

/** What the catalog says of the tables, asked without Spark: a few milliseconds each time. */
final class Tables {
    private static final Namespace STAR = Namespace.of("sparkify");
    private static final TableIdentifier SETS = TableIdentifier.of(STAR, "consistent_sets");

    private final Catalog catalog;
    private long setsSnapshot;
    private List<ConsistentSet> sets = List.of();

    private Tables(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Opens the catalog that the JVM's settings call {@code lake}, and reads its consistent sets. */
    static Tables open() {
        Tables tables = new Tables(Catalogs.lake());
        tables.readSets();
        return tables;
    }

    /** Makes queries read one set: the newest if {@code asOf} is empty, else the one of that time or batch. */
    void pin(String asOf) {
        readSets();
        ConsistentSet set = asOf.isEmpty()
                ? ConsistentSet.newest(sets)
                : asOf.contains(":")
                        ? ConsistentSet.asOf(sets, Instant.parse(asOf))
                        : ConsistentSet.ofBatch(sets, asOf);
        PinnedCatalog.pin(set.snapshots());
    }

    /** The columns of each table that people ask for, by name. */
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
