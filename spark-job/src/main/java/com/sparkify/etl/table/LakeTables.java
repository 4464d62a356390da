package com.sparkify.etl.table;

import java.io.Serializable;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.SerializableTable;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;

/** The open tables of a lake. */
public final class LakeTables implements Serializable {
    private final EnumMap<LakeTable, Table> tables;

    private LakeTables(EnumMap<LakeTable, Table> tables) {
        this.tables = tables;
    }

    /** Opens all tables and creates missing ones. */
    public static LakeTables open(Catalog catalog) {
        Arrays.stream(LakeTable.values())
                .map(LakeTable::namespace)
                .distinct()
                .forEach(name -> createNamespace(catalog, name));
        EnumMap<LakeTable, Table> tables = new EnumMap<>(LakeTable.class);
        // each table takes a request or two to the catalog and to S3
        Concurrently.map(List.of(LakeTable.values()), name -> Map.entry(name, open(catalog, name)))
                .forEach(entry -> tables.put(entry.getKey(), entry.getValue()));
        return new LakeTables(tables);
    }

    private static void createNamespace(Catalog catalog, Namespace name) {
        if (catalog instanceof SupportsNamespaces namespaces && !namespaces.namespaceExists(name)) {
            namespaces.createNamespace(name);
        }
    }

    private static Table open(Catalog catalog, LakeTable name) {
        return catalog.tableExists(name.identifier()) ? catalog.loadTable(name.identifier()) : create(catalog, name);
    }

    private static Table create(Catalog catalog, LakeTable name) {
        return catalog.buildTable(name.identifier(), name.schema())
                .withPartitionSpec(name.spec(name.schema()))
                .withSortOrder(name.sortOrder(name.schema()))
                .withProperties(name.properties())
                .create();
    }

    /** Returns read-only copies at the current snapshots, for tasks on other machines. */
    public LakeTables snapshotForTasks() {
        EnumMap<LakeTable, Table> copies = new EnumMap<>(LakeTable.class);
        tables.forEach((name, table) -> copies.put(name, SerializableTable.copyOf(table)));
        return new LakeTables(copies);
    }

    public Table get(LakeTable name) {
        return tables.get(name);
    }

    /** Loads commits of other writers. */
    public void refresh() {
        Concurrently.map(tables.values(), table -> {
            table.refresh();
            return table;
        });
    }

    /** Returns the current snapshot of each table that has one. */
    public Map<LakeTable, Long> snapshots() {
        EnumMap<LakeTable, Long> snapshots = new EnumMap<>(LakeTable.class);
        tables.forEach((name, table) -> {
            Snapshot current = table.currentSnapshot();
            if (current != null) {
                snapshots.put(name, current.snapshotId());
            }
        });
        return snapshots;
    }
}
